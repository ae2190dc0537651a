//! Requirements that do not say why, or, in guidance, on what authority.

use super::{Cx, Lint, Run};
use crate::diagnostic::Severity;
use crate::model::Owner;

pub(super) const LINT: Lint = Lint {
    code: "DLY208",
    name: "unexplained-requirement",
    severity: Severity::Warning,
    page: include_str!("unexplained_requirement.md"),
    run: Run::Workspace(run),
};

fn run(cx: &mut Cx<'_>) {
    let model = cx.model;
    for (_, it) in model.requirements.iter() {
        if cx.is_mistaken(it.at) {
            continue;
        }
        let is_blank = |text: &String| text.trim().is_empty();
        // What an entity asks of itself it asks on its own authority.
        let by_itself = matches!(it.owner, Owner::Entity(_));
        let without_source = !by_itself && it.sources.iter().all(is_blank);
        let (lacks, help) = match (it.because.as_ref().is_none_or(is_blank), without_source) {
            (true, true) => ("why, nor on what authority", "add `because` and one sentence about people, and `source`"),
            (true, false) => ("why", "add `because` and one sentence about people"),
            (false, true) => ("on what authority", "add `source`, with the principle or article"),
            (false, false) => continue,
        };
        cx.report(
            LINT.at(it.at, format!("`{}` does not say {lacks}", it.name))
                .why("a rule whose reason nobody knows is the first to be dropped")
                .help(help),
        );
    }
}
