//! Deciding: what is asked of an entity anew only if something changed that it depends on.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::moved::Moved;
use super::read::{Text, sources};
use super::{Row, Workspace};
use crate::check;
use crate::diagnostic::Diagnostic;
use crate::lint;
use crate::model::{Entity, Id, Print};
use crate::source::FileId;

/// What was decided.
#[derive(Clone, Debug, Default)]
pub(super) struct Decided {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) verdicts: Vec<Row>,
}

/// The answers about one thing, and the print of what they depend on.
#[derive(Clone, Debug)]
struct Answer {
    print: Print,
    decided: Decided,
}

/// So many answers are kept beyond those of the last time: what is typed and taken back is not decided again.
const OLDER: usize = 8;

/// Answers, kept for the next time: those of the last time first, then older ones, the newest of them first.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    answers: Vec<Arc<Answer>>,
}

impl Kept {
    /// Decides everything, or nothing if it was told to stop; what was decided until then is kept.
    pub(super) fn decide(&mut self, text: &Text, workspace: &Workspace, stop: &dyn Fn() -> bool) -> Option<Decided> {
        let today = workspace.today;
        let only = workspace.only.as_deref();
        let (model, read) = (&text.read.model, &text.read);
        let sources = sources(&text.files, &read.parses);
        let mut lints = lint::Cx::new(model, &read.mentions, &sources, &text.told, today);
        let shipped = text.files.iter().filter(|it| it.shipped).count();
        let own = FileId(u32::try_from(shipped).unwrap_or(u32::MAX));
        let prints = model.prints(own);
        let mut all = Decided { diagnostics: text.told.clone(), verdicts: Vec::new() };
        let mut used = Vec::new();
        for (entity, print) in model.entities.ids().zip(&prints.entities) {
            let print = finished(print.clone(), |sum| {
                (today, only).hash(sum);
                lints.looks_at(entity, sum);
            });
            let answer = match self.taken_over(&print, own) {
                Some(known) => known,
                None => match entity_anew(model, entity, workspace, &mut lints, stop) {
                    Some(decided) => Arc::new(Answer { print, decided }),
                    None => {
                        // The others may not have come to their turn.
                        self.keep(used, model.entities.len() + OLDER);
                        return None;
                    }
                },
            };
            all.diagnostics.extend(answer.decided.diagnostics.iter().cloned());
            all.verdicts.extend(answer.decided.verdicts.iter().cloned());
            used.push(answer);
        }
        let print = finished(lints.rules_print(&prints), |_| {});
        let rules = self.taken_over(&print, own).unwrap_or_else(|| {
            let decided = Decided { diagnostics: lints.rules(), verdicts: Vec::new() };
            Arc::new(Answer { print, decided })
        });
        all.diagnostics.extend(rules.decided.diagnostics.iter().cloned());
        used.push(rules);
        self.keep(used, OLDER);
        all.diagnostics.extend(lints.finish());
        Some(all)
    }

    /// Keeps what was used, and so many of the others.
    fn keep(&mut self, used: Vec<Arc<Answer>>, others: usize) {
        let mut rest = std::mem::replace(&mut self.answers, used);
        rest.truncate(others);
        self.answers.append(&mut rest);
    }

    /// The same answer with its places where they stand now, if it was given.
    fn taken_over(&mut self, print: &Print, own: FileId) -> Option<Arc<Answer>> {
        let at = self.answers.iter().position(|it| it.print.sum == print.sum)?;
        let Answer { print: old, mut decided } = Arc::unwrap_or_clone(self.answers.remove(at));
        Moved::new(&old.places, &print.places, own)?.all(&mut decided)?;
        Some(Arc::new(Answer { print: print.clone(), decided }))
    }
}

/// A print with something more in its sum.
fn finished(mut print: Print, more: impl FnOnce(&mut DefaultHasher)) -> Print {
    let mut sum = DefaultHasher::new();
    print.sum.hash(&mut sum);
    more(&mut sum);
    print.sum = sum.finish();
    print
}

fn entity_anew(
    model: &crate::model::Model,
    entity: Id<Entity>,
    workspace: &Workspace,
    lints: &mut lint::Cx<'_>,
    stop: &dyn Fn() -> bool,
) -> Option<Decided> {
    if stop() {
        return None;
    }
    let mut checked = check::check(model, entity, workspace.today, workspace.only.as_deref(), check::Stop(stop))?;
    let mut diagnostics = lints.entity(&mut checked);
    if checked.study.facts.is_stopped() {
        return None;
    }
    diagnostics.extend(checked.diagnostics);
    let verdicts = checked.decided.into_iter().map(|it| Row { finding: it.finding, reason: it.reason }).collect();
    Some(Decided { diagnostics, verdicts })
}
