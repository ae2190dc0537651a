//! What the checker finds on small worlds, a second and slower evaluator finds too.
//!
//! The oracle makes up a world as plain data, writes it as Duly, and decides every requirement by going through
//! all runs under all facts. It shares no code with the checker and speaks to it in Duly only.
//!
//! `DULY_ORACLE_SEED` begins at another seed; `DULY_ORACLE_CASES` says how many to try.

mod oracle {
    pub(crate) mod atoms;
    pub(crate) mod compare;
    pub(crate) mod facts;
    pub(crate) mod flow;
    pub(crate) mod found;
    pub(crate) mod generate;
    pub(crate) mod judge;
    pub(crate) mod matching;
    pub(crate) mod random;
    pub(crate) mod replay;
    pub(crate) mod run;
    pub(crate) mod search;
    pub(crate) mod shrink;
    pub(crate) mod sound;
    pub(crate) mod trace;
    pub(crate) mod verdict;
    pub(crate) mod world;
    pub(crate) mod write;
}

use oracle::{
    atoms, compare, facts, flow, generate, judge, matching, random, replay, run, search, shrink, sound, trace, verdict,
    world, write,
};

/// How many threads share the cases.
const THREADS: u64 = 2;

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).ok().and_then(|it| it.parse().ok()).unwrap_or(otherwise)
}

/// What came of some cases.
#[derive(Default)]
struct Tried {
    compared: u64,
    too_large: u64,
}

#[test]
fn the_checker_agrees_on_small_worlds() {
    let (first, cases) = (number("DULY_ORACLE_SEED", 1), number("DULY_ORACLE_CASES", 2_000));
    let some = |thread: u64| move || try_all((first..first + cases).filter(|it| it % THREADS == thread));
    let threads: Vec<_> = (0..THREADS).map(|it| std::thread::spawn(some(it))).collect();
    let tried: Vec<Tried> = threads.into_iter().map(|it| it.join().expect("no disagreement")).collect();
    let (compared, too_large) = tried.iter().fold((0, 0), |sum, it| (sum.0 + it.compared, sum.1 + it.too_large));
    assert!(too_large * 5 <= compared, "{too_large} of {cases} cases are too large to go through");
}

fn try_all(seeds: impl Iterator<Item = u64>) -> Tried {
    let mut tried = Tried::default();
    for seed in seeds {
        let world = generate::world(seed);
        match compare::fault(&world) {
            Ok(None) => tried.compared += 1,
            Err(_) => tried.too_large += 1,
            Ok(Some(fault)) => {
                let (world, fault) = shrink::smallest(&world, &fault);
                panic!("seed {seed}: {}\n\n{}", fault.words, write::duly(&world));
            }
        }
    }
    tried
}

/// The bound on turns is high enough: more change no verdict.
#[test]
fn more_turns_show_nothing_new() {
    for seed in 1..400 {
        let world = generate::world(seed);
        let few = verdict::answers_with(&world, search::TURNS, 2_000);
        let many = verdict::answers_with(&world, search::TURNS + 2, 20_000);
        if let (Ok(few), Ok(many)) = (few, many) {
            for (few, many) in few.iter().zip(&many) {
                assert_eq!(few.verdict, many.verdict, "seed {seed}\n{}", write::duly(&world));
            }
        }
    }
}

/// Goes on after a disagreement, and counts what kinds there are.
#[test]
#[ignore = "for looking at many disagreements at once"]
fn survey() {
    let (first, cases) = (number("DULY_ORACLE_SEED", 1), number("DULY_ORACLE_CASES", 100));
    let shrinks = number("DULY_ORACLE_SHRINK", 1);
    let mut shown = Vec::new();
    let mut counts = std::collections::BTreeMap::<String, Vec<u64>>::new();
    for seed in first..first + cases {
        let world = generate::world(seed);
        let kind = match compare::fault(&world) {
            Ok(None) => "agreed".to_owned(),
            Err(_) => "too large".to_owned(),
            Ok(Some(fault)) => {
                let earlier = counts.get(&format!("{:?}", fault.kind)).map_or(0, |it| it.len() as u64);
                if earlier < shrinks {
                    let (world, fault) = shrink::smallest(&world, &fault);
                    shown.push(format!("seed {seed}: {}\n\n{}", fault.words, write::duly(&world)));
                }
                format!("{:?}", fault.kind)
            }
        };
        counts.entry(kind).or_default().push(seed);
    }
    for (kind, seeds) in &counts {
        shown.push(format!("{kind}: {} {:?}", seeds.len(), &seeds[..seeds.len().min(20)]));
    }
    panic!("{}", shown.join("\n\n------\n"));
}
