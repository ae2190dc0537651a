//! Findings of the examples, of small breaks and of broken texts: whatever is offered as solving one does solve it.
//!
//! All of them take minutes; each time a part of them is looked at, always the same. `DULY_SWEEP=all` looks at all.

use duly_dsl::Analysis;
use duly_tests::ask;
use duly_tests::repository::{files, folders};

use crate::apply::{broken_promise, offered};
use crate::change::{EXAMPLE, changes};

/// What was looked at, and what was seen.
#[derive(Default)]
struct Sweep {
    /// Every so many-th finding is looked at.
    step: usize,
    met: usize,
    looked_at: usize,
    solved: usize,
    actions: usize,
    broken: Vec<String>,
}

impl Sweep {
    fn every(step: usize) -> Self {
        let all = std::env::var_os("DULY_SWEEP").is_some_and(|it| it == "all");
        Self { step: if all { 1 } else { step }, ..Self::default() }
    }

    fn is_next(&mut self) -> bool {
        self.met += 1;
        self.met.is_multiple_of(self.step)
    }

    /// Tries whatever is offered for one finding.
    fn look(&mut self, name: &str, analysis: &Analysis, number: usize) {
        self.looked_at += 1;
        let offered = offered(analysis, number);
        let mut titles: Vec<&str> = offered.iter().map(|it| it.title.as_str()).collect();
        titles.sort_unstable();
        let all = titles.len();
        titles.dedup();
        if titles.len() < all {
            self.broken.push(format!("{name}: two actions read alike: {titles:?}"));
        }
        let solving: Vec<_> = offered.iter().filter(|it| it.solves.contains(&number)).collect();
        self.solved += usize::from(!solving.is_empty());
        self.actions += solving.len();
        if offered.iter().any(|it| it.preferred && !it.solves.contains(&number) && it.about == [number]) {
            self.broken.push(format!("{name}: what most would choose solves nothing"));
        }
        let costs: Vec<bool> = solving.iter().map(|it| it.title.contains("to be seen to")).collect();
        if !costs.is_sorted() {
            self.broken.push(format!("{name}: what costs something stands before what costs nothing"));
        }
        let at_fault = solving.iter().filter_map(|it| broken_promise(analysis, it));
        self.broken.extend(at_fault.map(|it| format!("{name}: {it}")));
    }

    #[allow(clippy::print_stdout, reason = "how much was looked at is for people to read")]
    #[track_caller]
    fn end(self, what: &str) {
        let Self { met, looked_at, solved, actions, broken, .. } = self;
        println!("{what}: {looked_at} of {met} looked at, {solved} have a mend, {actions} mends were made");
        assert!(broken.is_empty(), "{}", broken.join("\n\n"));
        assert!(solved > 0, "nothing mends anything of {looked_at}");
    }
}

#[test]
fn findings_of_the_examples() {
    let mut sweep = Sweep::every(60);
    for folder in folders("examples") {
        let analysis = ask::analyze_folder(&format!("examples/{folder}"));
        for number in 0..analysis.diagnostics.len() {
            if sweep.is_next() {
                sweep.look(&folder, &analysis, number);
            }
        }
    }
    sweep.end("examples");
}

#[test]
fn small_breaks_of_an_example_that_keeps_everything() {
    let mut sweep = Sweep::every(18);
    let clean = files(EXAMPLE, ".duly");
    for change in changes() {
        if sweep.is_next() {
            let files = change.made(&clean).expect("the change can be made");
            let analysis = ask::analyze(&files);
            sweep.look(&change.requirement, &analysis, 0);
        }
    }
    sweep.end("small breaks");
}

#[test]
fn what_cannot_be_read() {
    let mut sweep = Sweep::every(2);
    for file in files("tests/broken", ".duly") {
        let analysis = ask::analyze(std::slice::from_ref(&file));
        for number in 0..analysis.diagnostics.len().min(4) {
            if sweep.is_next() {
                sweep.look(&file.path, &analysis, number);
            }
        }
    }
    sweep.end("broken texts");
}
