//! Deciding anew only what could hang on a step finds the same as deciding everything anew.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::check::{self, Stop};
use crate::model::{Id, Requirement};
use crate::{Analysis, Workspace};

const RULES: &str = "guidance ours {
  subject use { field big: yes or no }
  vocabulary action { look { deep-look }  ask buy stop tell }
  vocabulary outcome { yes no }
  requirement look-first must { before buy, require look }
  requirement stopped must { after buy until stop, never tell }
  requirement can-stop must { stop must be possible after buy }
  requirement someone-asks must { applies when big is yes  require ask }
  requirement told-soon should { after buy, require tell within 10 days }
  requirement apart must { keep apart look, buy }
}
entity town { follows ours  role clerk { }  role chief { } }
waiver w: ours.told-soon by chief on 2026-01-01 until 2027-01-01 { reason: \"few people\"  instead: ask }
";

fn analysis(body: &str) -> Analysis {
    let mut workspace = Workspace::new(Date::constant(2026, 11, 28));
    workspace.set("t.duly", format!("{RULES}procedure p for any use {{ {body} }}"));
    workspace.analyze()
}

const BODIES: [&str; 5] = [
    "step l: look by clerk  step b: buy by chief  step s: stop by clerk  step t: tell by clerk { within: 3 days }",
    "step l: deep-look by clerk  step m: look by clerk  step b: buy by chief  step t: tell by clerk",
    "when big is yes { step a: ask by clerk } step b: buy by clerk  optional step s: stop by clerk  step t: tell by chief",
    "together { step l: look by clerk  step a: ask by clerk }  step b: buy by chief  repeat every 9 days { step t: tell by clerk { within: 9 days } }",
    "step l: look by clerk  step b: buy by chief  go to l",
];

#[test]
fn what_cannot_hang_on_a_step_is_no_worse_without_it() {
    for body in BODIES {
        let analysis = analysis(body);
        let model = &analysis.read.model;
        for (step, it) in model.steps.iter() {
            let entity = model.procedures[it.procedure].entity;
            let touched: BTreeSet<Id<Requirement>> = check::touched(model, entity, step).into_iter().collect();
            let without = BTreeSet::from([step]);
            let decide = |meant: &dyn Fn(Id<Requirement>) -> bool| {
                let all = check::check_without(model, entity, analysis.today, &without, meant, Stop(&|| false));
                let rows = all.unwrap().into_iter().map(|it| it.finding);
                rows.map(|it| ((it.requirement, it.subject), it.verdict)).collect::<Vec<_>>()
            };
            let (some, all) = (decide(&|it| touched.contains(&it)), decide(&|_| true));
            for row in &some {
                assert!(all.contains(row), "{body}: {row:?} {all:?}");
            }
            let names: Vec<String> = touched.iter().map(|&it| model.requirement_name(it)).collect();
            for ((requirement, subject), verdict) in all.iter().filter(|it| !names.contains(&it.0.0)) {
                let before = analysis.verdicts.iter().map(|it| &it.finding);
                let mut before = before.filter(|it| it.requirement == *requirement && it.subject == *subject);
                assert!(before.any(|it| it.verdict >= *verdict), "{body}: {requirement} without {}", it.name);
            }
        }
    }
}

fn lost(body: &str) -> Vec<String> {
    let keeping = analysis(body).keepings(&|_, _| {});
    let steps = keeping.iter().flat_map(|it| &it.steps);
    let words = steps.map(|step| {
        let short = |it: &str| it.trim_start_matches("ours/").to_owned();
        let loses = step.loses.iter().map(|it| short(&it.of.requirement));
        let shares =
            step.shares.iter().map(|it| format!("{} with {}", short(&it.of.requirement), it.others.join(", ")));
        format!("{}: {}", step.name, loses.chain(shares).collect::<Vec<_>>().join("; "))
    });
    words.collect()
}

#[test]
fn what_is_lost_is_what_the_step_keeps() {
    assert_eq!(lost(BODIES[0]), ["l: look-first", "b: ", "s: stopped; can-stop", "t: told-soon"], "each keeps its own");
    assert_eq!(lost(BODIES[1])[..2], ["l: look-first with m", "m: look-first with l"], "either will do");
}
