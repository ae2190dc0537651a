//! Every point of every text: whatever is asked there has an answer, and the answer can be used.

#![allow(clippy::disallowed_methods, reason = "the examples are asked about as they stand in their folders")]

use std::path::{Path, PathBuf};

use jiff::civil::date;

use crate::source::FileId;
use crate::syntax::ast::{Change, Item, ItemKind};
use crate::syntax::token::Kind;
use crate::{Analysis, Analyst, Place, Point, Span, Symbol, Workspace};

/// All texts of the examples, each folder by itself.
fn examples() -> Vec<(String, Vec<(String, String)>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(root).unwrap().map(|it| it.unwrap().path()).filter(|it| it.is_dir()).collect();
    folders.sort();
    folders.iter().map(|it| (it.display().to_string(), texts(it, it))).collect()
}

fn texts(root: &Path, folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(texts(root, &path));
        } else if path.extension().is_some_and(|it| it == "duly") {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            found.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    found.sort();
    found
}

fn read(texts: &[(String, String)]) -> Analysis {
    let mut workspace = Workspace::new(date(2026, 6, 30));
    for (path, text) in texts {
        workspace.set(path.as_str(), text.as_str());
    }
    Analyst::new().read(&workspace)
}

/// Asks everything that can be asked of a file, and at every `stride`th of its tokens.
fn ask(analysis: &Analysis, file: FileId, stride: usize) {
    let text = analysis.files[file.0 as usize].text.clone();
    let whole = Span::new(0, text.len());
    let within = |span: Span| {
        assert!(span.start <= span.end && span.end <= whole.end, "{span:?}");
        assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize), "{span:?}");
    };
    ask_file(analysis, file, &text, whole);
    let points = analysis.read.parses[file.0 as usize].tokens.iter().step_by(stride);
    let points: Vec<u32> = points.flat_map(|it| [it.span.start, (it.span.start + it.span.end) / 2]).collect();
    for offset in points.into_iter().chain([0, whole.end, whole.end + 9]) {
        let at = Point { file, offset };
        if let Some(hover) = analysis.hover(at) {
            within(hover.span);
            assert!(!hover.markdown.is_empty() && hover.markdown.len() < 7_000);
        }
        let targets = [analysis.definitions(at), analysis.type_definitions(at), analysis.implementations(at)];
        targets.iter().flatten().for_each(|it| within(it.origin));
        let highlights = analysis.highlights(at);
        highlights.iter().for_each(|(span, _)| within(*span));
        let references = analysis.references(at, true);
        assert!(references.len() >= highlights.len());
        assert!(references.windows(2).all(|it| it[0] < it[1]));
        let chain = analysis.selections(at);
        assert!(chain.windows(2).all(|it| it[1].start <= it[0].start && it[0].end <= it[1].end && it[0] != it[1]));
        assert_eq!(chain.last().copied().unwrap_or(whole), whole);
        if let Some(procedure) = analysis.procedure_at(at) {
            let _ = analysis.runs_to(procedure.at);
            let _ = analysis.runs_from(procedure.at);
        }
        if let Some(kind) = analysis.kind_at(at) {
            let _ = analysis.broader(kind.at);
            let _ = analysis.narrower(kind.at);
        }
        if let Ok(span) = analysis.prepare_rename(at) {
            within(span);
        }
    }
}

fn ask_file(analysis: &Analysis, file: FileId, text: &str, whole: Span) {
    let tokens = analysis.semantic_tokens(file);
    assert!(tokens.windows(2).all(|it| it[0].span.end <= it[1].span.start), "tokens overlap");
    for token in &tokens {
        let shown = text.get(token.span.range()).expect("a token is a piece of the text");
        assert!(!shown.is_empty() && !shown.contains('\n'), "{shown:?}");
    }
    fn check(symbols: &[Symbol], whole: Span) {
        for it in symbols {
            assert!(!it.name.is_empty());
            assert!(it.whole.start <= it.at.start && it.at.end <= it.whole.end, "{it:?}");
            assert!(whole.start <= it.whole.start && it.whole.end <= whole.end, "{it:?} in {whole:?}");
            check(&it.inside, it.whole);
        }
    }
    check(&analysis.symbols(file), whole);
    for (span, _) in analysis.folds(file) {
        assert!(text.get(span.range()).is_some_and(|it| it.contains(['\n', '\r'])), "{span:?}");
    }
    let _ = analysis.hints(file, whole);
    let _ = analysis.lenses(file);
    for link in analysis.links(file) {
        assert!(text.get(link.span.range()).is_some_and(|it| !it.is_empty()));
    }
}

#[test]
fn every_text_that_ships_or_is_an_example_can_be_asked_about() {
    for (at, (folder, texts)) in examples().iter().enumerate() {
        let analysis = read(texts);
        assert!(!texts.is_empty(), "{folder}");
        for (number, file) in analysis.files.iter().enumerate() {
            // What ships is the same beside every example.
            if !file.shipped || at == 0 {
                ask(&analysis, FileId(u32::try_from(number).unwrap()), if file.shipped { 11 } else { 5 });
            }
        }
        let _ = analysis.find_symbols("a");
    }
}

fn suggestions(items: &[Item], found: &mut Vec<Span>) {
    for item in items {
        match &item.kind {
            ItemKind::Requirement(it) => found.extend(it.suggest.iter().map(|it| it.span)),
            ItemKind::Guidance(it) => {
                found
                    .extend(it.tailoring.iter().filter(|it| matches!(it.change, Change::Suggest(_))).map(|it| it.span));
            }
            _ => {}
        }
        suggestions(item.inside(), found);
    }
}

/// A name that nobody can follow is one that nobody can rename, either.
#[test]
fn every_name_means_something_or_is_said_not_to() {
    let mut missed = Vec::new();
    for (_, texts) in examples() {
        let analysis = read(&texts);
        for (number, parse) in analysis.read.parses.iter().enumerate() {
            let file = FileId(u32::try_from(number).unwrap());
            // Whoever takes a suggestion over puts their own names in.
            let mut open: Vec<Span> = Vec::new();
            suggestions(&parse.file.items, &mut open);
            let told: Vec<Span> = analysis.told_in(file).map(|(_, it)| it.at.span).collect();
            for (at, token) in parse.tokens.iter().enumerate().filter(|(_, it)| it.kind == Kind::Name) {
                let place = Place { file, span: token.span };
                let known = analysis.named(place).is_some()
                    || told.iter().any(|it| it.start <= token.span.start && token.span.end <= it.end)
                    || analysis.word(file, at, place).is_some();
                let suggested = open.iter().any(|it| it.start <= token.span.start && token.span.end <= it.end);
                if !known && !suggested {
                    let source = &analysis.files[number];
                    let line = source.position(token.span.start).line;
                    missed.push(format!("{}:{line}: {}", source.path, analysis.text_of(place)));
                }
            }
        }
    }
    missed.sort();
    missed.dedup();
    assert!(missed.is_empty(), "{} names: {:#?}", missed.len(), &missed[..missed.len().min(60)]);
}

/// A small generator of numbers that look like chance and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }
}

const SCRAPS: &[&str] = &[
    "{",
    "}",
    "\"",
    "[",
    "(",
    "///",
    "é",
    "\r",
    "step ",
    ": ",
    ".",
    " or ",
    "when ",
    "\u{202e}",
    "go to ",
    "9999 days",
];

#[test]
fn damaged_texts_can_be_asked_about() {
    let mut chance = Chance(7);
    for round in 0..24 {
        let mut texts = [super::agency::RULES.to_owned(), super::agency::AGENCY.to_owned()];
        for _ in 0..=round % 5 {
            let text = &mut texts[chance.below(2)];
            let mut at = chance.below(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            match chance.below(3) {
                0 => text.insert_str(at, SCRAPS[chance.below(SCRAPS.len())]),
                1 => text.truncate(at),
                _ => {
                    let mut end = (at + chance.below(40)).min(text.len());
                    while !text.is_char_boundary(end) {
                        end -= 1;
                    }
                    text.replace_range(at..end.max(at), "");
                }
            }
        }
        let [rules, agency] = texts;
        let analysis = read(&[("rules.duly".to_owned(), rules), ("agency.duly".to_owned(), agency)]);
        for (number, _) in analysis.files.iter().enumerate().filter(|(_, it)| !it.shipped) {
            let file = FileId(u32::try_from(number).unwrap());
            ask(&analysis, file, 1);
            let tokens = &analysis.read.parses[number].tokens;
            if let Some(token) = tokens.get(chance.below(tokens.len())) {
                let _ = analysis.rename(Point { file, offset: token.span.start }, "something-new");
            }
        }
    }
}
