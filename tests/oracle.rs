//! What the checker finds on small worlds, a second and slower evaluator finds too.
//!
//! The oracle makes up a world as plain data, writes it as Duly, and decides every requirement by going through
//! all runs under all facts. It shares no code with the checker and speaks to it in Duly only.
//!
//! `DULY_ORACLE_SEED` begins at another seed; `DULY_ORACLE_CASES` says how many to try.

mod oracle {
    pub(crate) mod atoms;
    pub(crate) mod facts;
    pub(crate) mod flow;
    pub(crate) mod generate;
    pub(crate) mod judge;
    pub(crate) mod matching;
    pub(crate) mod random;
    pub(crate) mod run;
    pub(crate) mod search;
    pub(crate) mod trace;
    pub(crate) mod verdict;
    pub(crate) mod world;
    pub(crate) mod write;
}

use oracle::{atoms, facts, flow, generate, judge, matching, random, run, search, trace, verdict, world, write};

#[test]
fn sample() {
    let mut counts = std::collections::BTreeMap::new();
    let start = std::time::Instant::now();
    let mut slow = Vec::new();
    for seed in 0..1000 {
        let t0 = std::time::Instant::now();
        let world = generate::world(seed);
        let t1 = std::time::Instant::now();
        match verdict::answers(&world) {
            Ok(answers) => {
                for it in answers {
                    *counts.entry(format!("{:?}", it.verdict)).or_insert(0) += 1;
                }
            }
            Err(_) => *counts.entry("too large".to_owned()).or_insert(0) += 1,
        }
        slow.push((t1.elapsed(), t1 - t0, seed));
    }
    slow.sort();
    slow.reverse();
    panic!("{counts:?} {:?} gen {:?} slow {:?} {:?}", start.elapsed(), slow.iter().map(|it| it.1).sum::<std::time::Duration>(), &slow[..30], &slow[500]);
}
