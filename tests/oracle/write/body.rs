//! Procedures as text.

use super::{OUTCOMES, Writer, length};
use crate::world::{By, Procedure, Step, Stmt};

impl Writer<'_> {
    pub(super) fn procedure(&mut self, at: usize, procedure: &Procedure) {
        let mut head = format!("procedure {}", procedure_name(at));
        if let Some(when) = &procedure.head {
            head.push_str(" for any use");
            if let Some(when) = when {
                head.push_str(&format!(" when {}", self.cond(when)));
            }
        }
        if !procedure.after.is_empty() {
            let after: Vec<String> = procedure.after.iter().map(|it| procedure_name(*it)).collect();
            head.push_str(&format!(" after {}", after.join(", ")));
        }
        self.open(&head);
        self.block(&procedure.body);
        self.close();
    }

    fn block(&mut self, body: &[Stmt]) {
        for stmt in body {
            self.statement(stmt);
        }
    }

    fn braces(&mut self, head: &str, body: &[Stmt]) {
        self.open(head);
        self.block(body);
        self.close();
    }

    fn statement(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Step(step) => {
                let optional = if step.optional { "optional " } else { "" };
                let line = format!("{optional}step {}{}", self.head(step), self.entries(step));
                self.line(&line);
            }
            Stmt::When { cond, then, otherwise } => {
                let head = format!("when {}", self.cond(cond));
                self.braces(&head, then);
                if let Some(otherwise) = otherwise {
                    self.braces("otherwise", otherwise);
                }
            }
            Stmt::Decide { step, outcomes } => {
                let head = format!("decide {}", self.head(step));
                self.open(&head);
                for entry in self.entry_list(step) {
                    self.line(&entry);
                }
                for outcome in outcomes {
                    let when = outcome.when.as_ref().map(|it| format!(" when {}", self.cond(it))).unwrap_or_default();
                    let head = format!("{}{when}", OUTCOMES[outcome.name]);
                    self.braces(&head, &outcome.body);
                }
                self.close();
            }
            Stmt::Together(body) => self.braces("together", body),
            Stmt::Repeat { every, body } => self.braces(&format!("repeat every {}", length(*every)), body),
            Stmt::Run(procedure) => self.line(&format!("run {}", procedure_name(*procedure))),
            Stmt::GoTo(step) => self.line(&format!("go to s{step}")),
            Stmt::On { triggers, body } => {
                let named: Vec<String> = triggers.iter().map(|it| format!("trigger-{it}")).collect();
                self.braces(&format!("on {}", named.join(" or ")), body);
            }
            Stmt::End => self.line("end"),
        }
    }

    fn head(&self, step: &Step) -> String {
        let action = step.action.map(|it| format!(": {}", self.action(it))).unwrap_or_default();
        let by = match &step.by {
            By::Unstated => String::new(),
            By::Roles(roles) => {
                let roles: Vec<String> = roles.iter().map(|it| format!("role-{it}")).collect();
                format!(" by {}", roles.join(" or "))
            }
            By::Either(when, then, otherwise) => {
                format!(" by role-{then} when {}, role-{otherwise} otherwise", self.cond(when))
            }
        };
        format!("s{}{action}{by}", step.id)
    }

    fn entry_list(&self, step: &Step) -> Vec<String> {
        let mut all: Vec<String> = step.fields.iter().map(|(field, value)| self.field_entry(*field, value)).collect();
        all.extend(step.within.map(|days| format!("within: {}", length(days))));
        all
    }

    fn entries(&self, step: &Step) -> String {
        let all = self.entry_list(step);
        if all.is_empty() { String::new() } else { format!(" {{ {} }}", all.join(" ")) }
    }
}

fn procedure_name(at: usize) -> String {
    format!("procedure-{at}")
}
