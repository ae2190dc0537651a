//! What a keystroke costs, beside the first answer: `cargo bench -p duly-tests --bench keystrokes [FOLDER…]`.
//!
//! For each example: the first answer, then the answers while somebody types, each beside what the first took. It is
//! the time on the processor, where the system tells it: what else the machine does then matters little.

#![allow(clippy::print_stdout, reason = "a measurement is for people to read")]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use duly_dsl::{Analyst, Workspace};
use duly_tests::ask::TODAY;
use duly_tests::repository::{File, files, folders};

type Texts = BTreeMap<String, String>;

fn workspace(texts: &Texts) -> Workspace {
    let mut workspace = Workspace::new(TODAY);
    texts.iter().for_each(|(path, text)| workspace.set(path.as_str(), text.as_str()));
    workspace
}

fn timed(analyst: &mut Analyst, texts: &Texts) -> Duration {
    let workspace = workspace(texts);
    let (begun, worked) = (Instant::now(), on_the_processor());
    let answer = analyst.analyze(&workspace, &|| false);
    let took = begun.elapsed();
    assert!(answer.is_some());
    match (worked, on_the_processor()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => took,
    }
}

fn on_the_processor() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(told.split_whitespace().next()?.parse().ok()?))
}

/// The largest text with a step in it: there somebody types.
fn where_typed(texts: &Texts) -> Option<(String, usize)> {
    let steps = texts.iter().filter_map(|(path, text)| Some((text.len(), path.clone(), text.find("\n  step ")?)));
    steps.max().map(|(_, path, at)| (path, at + 3))
}

fn typed(texts: &Texts, path: &str, at: usize, what: &str) -> Texts {
    let mut texts = texts.clone();
    if let Some(text) = texts.get_mut(path) {
        text.insert_str(at, what);
    }
    texts
}

/// What one change costs, once it is typed and once it is taken back: the longer of both.
fn change(analyst: &mut Analyst, texts: &Texts, new: &Texts) -> Duration {
    timed(analyst, new).max(timed(analyst, texts))
}

fn main() {
    let asked: Vec<String> = std::env::args().skip(1).filter(|it| !it.starts_with("--")).collect();
    let all = folders("examples").into_iter().map(|it| format!("examples/{it}")).chain(["examples".to_owned()]);
    let asked: Vec<String> = if asked.is_empty() { all.collect() } else { asked };
    println!(
        "{:<34} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>7}",
        "ms", "first", "comment", "title", "optional", "p50", "p99", "p50/1st"
    );
    for folder in asked {
        let texts: Texts = files(&folder, ".duly").into_iter().map(|File { path, text }| (path, text)).collect();
        let Some((path, at)) = where_typed(&texts) else { continue };
        let mut analyst = Analyst::new();
        timed(&mut Analyst::new(), &Texts::new());
        let first = timed(&mut analyst, &texts);
        let comment = change(&mut analyst, &texts, &typed(&texts, &path, at, "// a word\n  "));
        let quote = texts.get(&path).and_then(|text| text[at..].find('"')).map_or(at, |it| at + it + 1);
        let title = change(&mut analyst, &texts, &typed(&texts, &path, quote, "Really "));
        let optional = change(&mut analyst, &texts, &typed(&texts, &path, at, "optional "));
        let sentence = "step think \"Think it over\": assess by nobody { within: 3 days }\n  ";
        let mut keys: Vec<Duration> = (1..=sentence.len())
            .step_by(2)
            .map(|to| timed(&mut analyst, &typed(&texts, &path, at, &sentence[..to])))
            .collect();
        keys.sort_unstable();
        let middle = keys[keys.len() / 2];
        let worst = keys[(keys.len() * 99 / 100).min(keys.len() - 1)];
        let ms = |it: Duration| it.as_secs_f64() * 1000.0;
        let ratio = ms(middle) / ms(first);
        let times = [first, comment, title, optional, middle, worst].map(|it| format!("{:>9.2}", ms(it))).join(" ");
        println!("{folder:<34} {times} {ratio:>7.3}");
    }
}
