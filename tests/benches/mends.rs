//! What a list of quick fixes costs, tried as they are, for each finding of the examples: `cargo bench -p duly-tests --bench mends [FOLDER…]`.

#![allow(clippy::print_stdout, reason = "a measurement is for people to read")]

use std::time::{Duration, Instant};

use duly_dsl::Tries;
use duly_tests::ask;
use duly_tests::repository::folders;

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    let all = folders("examples").into_iter().map(|it| format!("examples/{it}"));
    let asked: Vec<String> = if asked.is_empty() { all.collect() } else { asked };
    let verbose = std::env::var_os("VERBOSE").is_some();
    for folder in asked {
        let begun = Instant::now();
        let analysis = ask::analyze_folder(&folder);
        let first = begun.elapsed();
        let (mut solved, mut unsolved, mut times) = (0, 0, Vec::new());
        for number in 0..analysis.diagnostics.len() {
            let at = analysis.diagnostics[number].at;
            let begun = Instant::now();
            let actions = analysis.actions(at.file, at.span, &Tries::of(&analysis), &|| false);
            let took = begun.elapsed();
            times.push(took);
            let mends: Vec<_> = actions.iter().filter(|it| it.solves.contains(&number)).collect();
            if mends.is_empty() {
                unsolved += 1
            } else {
                solved += 1
            }
            if verbose {
                let it = &analysis.diagnostics[number];
                let message: String = it.message.chars().take(70).collect();
                println!("  {:>6} ms {} {message:?}", took.as_millis(), it.code.name);
                mends
                    .iter()
                    .for_each(|it| println!("            {}{}", if it.preferred { "* " } else { "" }, it.title));
            }
        }
        times.sort();
        let p = |of: usize| {
            let nth = (times.len() * of / 100).min(times.len().saturating_sub(1));
            times.get(nth).copied().unwrap_or(Duration::ZERO).as_millis()
        };
        println!(
            "{folder:<34} first {:>5} ms; {solved} of {} have a mend; p50 {} p90 {} max {} ms",
            first.as_millis(),
            solved + unsolved,
            p(50),
            p(90),
            p(100)
        );
    }
}
