//! What is said, held against every run of a few stops, by a reading of the clauses that shares nothing with the room.

use std::fmt::Write;

use crate::entail::{Reasoner, seen_from};
use crate::model::{Id, Model, Owner, Requirement, Source, resolve};
use crate::source::FileId;
use crate::syntax;

const ACTIONS: [&str; 4] = ["assess", "deep", "award", "deploy"];
const LONGEST: usize = 4;

/// An action, and how many options it states, if it is one that has any.
type Stop = (usize, u32);

/// Actions, each with what is asked of its options: at least, at most.
#[derive(Clone, Debug)]
struct Happens(Vec<(usize, Option<(bool, u32)>)>);

#[derive(Clone, Debug)]
enum Clause {
    Require(Happens),
    Before(Happens, Happens),
    After(Happens, Happens),
    Between(Happens, Happens, Happens),
    Until(Happens, Happens, Happens),
    Never(Happens),
    NeverBefore(Happens, Happens),
    NeverAfter(Happens, Happens),
    NeverBetween(Happens, Happens, Happens),
    NeverUntil(Happens, Happens, Happens),
    Each(Happens, bool, u32),
}

/// The facts for which it asks, if not for all, and what it asks.
type Rule = (Option<bool>, Vec<Clause>);

/// A little arithmetic generator; the seed is the test.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % count
    }

    fn happens(&mut self) -> Happens {
        let count = 1 + usize::from(self.below(4) == 0);
        let one = |dice: &mut Self| {
            let action = dice.below(4);
            let asks = action < 2 && dice.below(3) == 0;
            (action, asks.then(|| (dice.below(2) == 0, 2)))
        };
        Happens((0..count).map(|_| one(self)).collect())
    }

    fn clause(&mut self) -> Clause {
        let (e, s, t) = (self.happens(), self.happens(), self.happens());
        match self.below(14) {
            0 => Clause::Require(e),
            1..=3 => Clause::Before(t, e),
            4 | 5 => Clause::After(s, e),
            6 => Clause::Between(s, t, e),
            7 => Clause::Until(s, t, e),
            8 => Clause::Never(e),
            9 => Clause::NeverBefore(t, e),
            10 => Clause::NeverAfter(s, e),
            11 => Clause::NeverBetween(s, t, e),
            12 => Clause::NeverUntil(s, t, e),
            _ => Clause::Each(Happens(vec![(self.below(2), None)]), self.below(2) == 0, 2),
        }
    }

    fn rule(&mut self) -> Rule {
        let trial = [None, None, Some(true), Some(false)][self.below(4)];
        let count = 1 + usize::from(self.below(3) == 0);
        (trial, (0..count).map(|_| self.clause()).collect())
    }
}

impl Happens {
    fn is(&self, (action, options): Stop) -> bool {
        self.0.iter().any(|&(wanted, asks)| {
            let is = action == wanted || wanted == 0 && action == 1;
            is && asks.is_none_or(|(least, count)| if least { options >= count } else { options <= count })
        })
    }

    fn written(&self) -> String {
        let one = |&(action, asks): &(usize, Option<(bool, u32)>)| match asks {
            Some((least, count)) => {
                format!("{} {{ options: at {} {count} }}", ACTIONS[action], if least { "least" } else { "most" })
            }
            None => ACTIONS[action].to_owned(),
        };
        self.0.iter().map(one).collect::<Vec<_>>().join(" or ")
    }
}

impl Clause {
    fn written(&self) -> String {
        let of = Happens::written;
        match self {
            Self::Require(e) => format!("require {}", of(e)),
            Self::Before(t, e) => format!("before {}, require {}", of(t), of(e)),
            Self::After(s, e) => format!("after {}, require {}", of(s), of(e)),
            Self::Between(s, t, e) => format!("between {} and {}, require {}", of(s), of(t), of(e)),
            Self::Until(s, t, e) => format!("after {} until {}, require {}", of(s), of(t), of(e)),
            Self::Never(e) => format!("never {}", of(e)),
            Self::NeverBefore(t, e) => format!("before {}, never {}", of(t), of(e)),
            Self::NeverAfter(s, e) => format!("after {}, never {}", of(s), of(e)),
            Self::NeverBetween(s, t, e) => format!("between {} and {}, never {}", of(s), of(t), of(e)),
            Self::NeverUntil(s, t, e) => format!("after {} until {}, never {}", of(s), of(t), of(e)),
            Self::Each(e, least, count) => {
                let how = if *least { "least" } else { "most" };
                format!("each {} must have {{ options: at {how} {count} }}", of(e))
            }
        }
    }

    fn is_kept(&self, run: &[Stop]) -> bool {
        let at = |event: &Happens, range: std::ops::Range<usize>| range.into_iter().any(|at| event.is(run[at]));
        let each = |event: &Happens| (0..run.len()).filter(|&at| event.is(run[at])).collect::<Vec<_>>();
        let next = |event: &Happens, from: usize| (from + 1..run.len()).find(|&at| event.is(run[at]));
        let end = run.len();
        match self {
            Self::Require(e) => at(e, 0..end),
            Self::Before(t, e) => each(t).into_iter().all(|here| at(e, 0..here)),
            Self::After(s, e) => each(s).into_iter().all(|here| at(e, here + 1..end)),
            Self::Between(s, t, e) => {
                each(s).into_iter().all(|here| next(t, here).is_none_or(|there| at(e, here + 1..there)))
            }
            Self::Until(s, t, e) => each(s).into_iter().all(|here| at(e, here + 1..next(t, here).unwrap_or(end))),
            Self::Never(e) => !at(e, 0..end),
            Self::NeverBefore(t, e) => each(t).into_iter().all(|here| !at(e, 0..here)),
            Self::NeverAfter(s, e) => each(s).into_iter().all(|here| !at(e, here + 1..end)),
            Self::NeverBetween(s, t, e) => {
                each(s).into_iter().all(|here| next(t, here).is_none_or(|there| !at(e, here + 1..there)))
            }
            // A T that is itself an E comes too late to end the stretch.
            Self::NeverUntil(s, t, e) => {
                each(s).into_iter().all(|here| !at(e, here + 1..next(t, here).map_or(end, |there| there + 1)))
            }
            Self::Each(e, least, count) => each(e).into_iter().all(|here| {
                let options = run[here].1;
                if *least { options >= *count } else { options <= *count }
            }),
        }
    }

    /// Whether it asks something of the run; a ban asks only of what its stretch begins with.
    fn asks(&self, run: &[Stop]) -> bool {
        let any = |event: &Happens| run.iter().any(|it| event.is(*it));
        let follows = |s: &Happens, t: &Happens| {
            (0..run.len()).any(|here| s.is(run[here]) && run[here + 1..].iter().any(|it| t.is(*it)))
        };
        match self {
            Self::Require(_) => true,
            Self::Never(_) => false,
            Self::Before(t, _) | Self::NeverBefore(t, _) => any(t),
            Self::After(s, _) | Self::Until(s, ..) | Self::NeverAfter(s, _) | Self::NeverUntil(s, ..) => any(s),
            Self::Between(s, t, _) | Self::NeverBetween(s, t, _) => follows(s, t),
            Self::Each(e, ..) => any(e),
        }
    }
}

/// Every run of a few stops.
fn runs() -> Vec<Vec<Stop>> {
    let stops: Vec<Stop> = vec![(0, 1), (0, 2), (0, 3), (1, 1), (1, 2), (1, 3), (2, 0), (3, 0)];
    let mut all: Vec<Vec<Stop>> = vec![Vec::new()];
    let mut from = 0;
    for _ in 0..LONGEST {
        let until = all.len();
        for at in from..until {
            for stop in &stops {
                let longer = [all[at].as_slice(), &[*stop]].concat();
                all.push(longer);
            }
        }
        from = until;
    }
    all
}

fn is_kept((_, clauses): &Rule, run: &[Stop]) -> bool {
    clauses.iter().all(|it| it.is_kept(run))
}

fn applies(rule: &Rule, trial: bool) -> bool {
    rule.0.is_none_or(|it| it == trial)
}

fn model_of(rules: &[Rule]) -> Model {
    let mut text = "guidance small { subject use { field trial: yes or no }
        vocabulary action { assess { field options: number  deep } award deploy }\n"
        .to_owned();
    for (at, (trial, clauses)) in rules.iter().enumerate() {
        let when = match trial {
            Some(yes) => format!("applies when trial is {}", if *yes { "yes" } else { "no" }),
            None => String::new(),
        };
        let clauses: Vec<String> =
            clauses.iter().enumerate().map(|(at, it)| format!("c{at}: {}", it.written())).collect();
        writeln!(text, "requirement r{at} must {{ {when} {} }}", clauses.join("\n ")).expect("a text has room");
    }
    text.push('}');
    let parse = syntax::parse(&text);
    assert!(parse.problems.is_empty(), "{text}");
    let source = Source { id: FileId(0), path: "small.duly", shipped: false, tree: &parse.file, text: &text };
    let resolved = resolve(&[source]);
    assert!(resolved.diagnostics.is_empty(), "{text}");
    resolved.model
}

#[test]
fn no_short_run_speaks_against_what_is_said() {
    let runs = runs();
    let mut counts = [0; 4];
    for seed in 1..=30 {
        let mut dice = Dice(seed);
        let rules: Vec<Rule> = (0..14).map(|_| dice.rule()).collect();
        let model = model_of(&rules);
        let owner = model.guidances.ids().map(Owner::Guidance).next().expect("there is one");
        let (seen, entity) = seen_from(&model, owner);
        let ids: Vec<Id<Requirement>> = seen.requirements.ids().collect();
        let mut reasoner = Reasoner::new(&seen, entity, &ids);
        for (at, id) in ids.iter().enumerate() {
            if !reasoner.idle(*id).is_empty() {
                let asks = runs.iter().any(|run| rules[at].1.iter().all(|it| it.asks(run)));
                assert!(!asks || rules[at].1.iter().any(|it| matches!(it, Clause::Never(_))), "{:?}", rules[at]);
            } else if reasoner.unkeepable(*id).is_some() {
                counts[0] += 1;
                let fails = |target: &Clause| !runs.iter().any(|run| target.asks(run) && is_kept(&rules[at], run));
                assert!(rules[at].1.iter().any(fails), "{:?}", rules[at]);
            }
            for (other, second) in ids.iter().enumerate().filter(|(other, _)| *other != at) {
                let (one, two) = (&rules[at], &rules[other]);
                if reasoner.implies(*id, *second) {
                    counts[1] += 1;
                    for trial in [true, false].into_iter().filter(|&it| applies(two, it)) {
                        let against =
                            |run: &&Vec<Stop>| !is_kept(two, run) && (!applies(one, trial) || is_kept(one, run));
                        assert_eq!(runs.iter().find(against), None, "{one:?} => {two:?}");
                    }
                }
                if other > at && reasoner.contradict(*id, *second).is_some() {
                    counts[2] += 1;
                    assert!([true, false].iter().any(|&it| applies(one, it) && applies(two, it)));
                    let fails = |target: &Clause| {
                        let asked = || runs.iter().filter(|run| target.asks(run));
                        let alone = asked().any(|run| is_kept(one, run)) && asked().any(|run| is_kept(two, run));
                        alone && !asked().any(|run| is_kept(one, run) && is_kept(two, run))
                    };
                    assert!(one.1.iter().chain(&two.1).any(fails), "{one:?} against {two:?}");
                }
            }
            counts[3] += 1;
        }
    }
    // Something has to be said at all.
    assert!(counts[1] > 60 && counts[2] > 60, "{counts:?}");
}
