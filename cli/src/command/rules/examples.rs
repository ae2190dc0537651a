//! Where each requirement is broken, and where it is kept.

use std::collections::BTreeMap;

use duly_dsl::{Analysis, Severity, Verdict};

use crate::render::rules::Shown;

/// What came of each requirement in each path, in the order of the paths.
#[derive(Default)]
pub(super) struct Examples {
    found: BTreeMap<String, Shown>,
}

impl Examples {
    /// Adds what was decided for a path. Only what nothing was seen of before is kept.
    pub(super) fn add(&mut self, path: &str, analysis: &Analysis) {
        for (requirement, verdict) in worst(analysis) {
            let shown = self.found.entry(requirement.to_owned()).or_default();
            let place = match verdict {
                Verdict::Broken => &mut shown.broken,
                Verdict::Kept => &mut shown.kept,
                _ => continue,
            };
            place.get_or_insert_with(|| path.to_owned());
        }
    }

    /// The first paths, by requirement.
    pub(super) fn found(self) -> BTreeMap<String, Shown> {
        self.found
    }
}

/// The verdict on each requirement: of the worst registered subject, or in general where none is registered.
fn worst(analysis: &Analysis) -> BTreeMap<&str, Verdict> {
    let mut registered: BTreeMap<&str, Verdict> = BTreeMap::new();
    let mut general: BTreeMap<&str, Verdict> = BTreeMap::new();
    for finding in analysis.verdicts.iter().map(|it| &it.finding) {
        let is_general = finding.subject == "any" || finding.subject.starts_with("any ");
        let verdicts = if is_general { &mut general } else { &mut registered };
        let worst = verdicts.entry(&finding.requirement).or_insert(finding.verdict);
        *worst = finding.verdict.max(*worst);
    }
    general.extend(registered);
    general
}

/// Whether something in the caller's texts could not be read, or means nothing.
pub(super) fn has_mistakes(analysis: &Analysis) -> bool {
    analysis.diagnostics.iter().any(|it| {
        let ours = it.code.id.starts_with("DLY0") || it.code.id.starts_with("DLY1");
        ours && it.severity == Severity::Error
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use duly_dsl::{Date, Workspace};

    fn analysis(text: &str) -> Analysis {
        let mut workspace = Workspace::new(Date::constant(2026, 11, 22));
        workspace.set("a.duly", text);
        workspace.analyze()
    }

    const GUIDANCE: &str = "guidance g { subject use { field big: yes or no } vocabulary action { look buy }
        requirement r must { applies when big is yes before buy, require look } }\n";

    #[test]
    fn the_first_path_counts_and_the_worst_subject_in_it() {
        let text = |steps: &str, uses: &str| {
            format!("{GUIDANCE}entity e {{ follows g role a {uses} procedure p for any use {{ {steps} }} }}")
        };
        let mut examples = Examples::default();
        for (path, steps, uses) in [
            ("mixed", "step b: buy", "use one { big: yes } use two { big: no }"),
            ("never", "step b: buy", "use two { big: no }"),
            ("kept", "step l: look step b: buy", "use one { big: yes }"),
            ("kept-too", "step l: look step b: buy", ""),
        ] {
            examples.add(path, &analysis(&text(steps, uses)));
        }
        let found = examples.found();
        let shown = Shown { broken: Some("mixed".to_owned()), kept: Some("kept".to_owned()) };
        assert_eq!(found.get("g/r"), Some(&shown));
    }

    #[test]
    fn mistakes_are_seen() {
        assert!(has_mistakes(&analysis("entity e { follows nobody }")));
        assert!(!has_mistakes(&analysis(GUIDANCE)));
    }
}
