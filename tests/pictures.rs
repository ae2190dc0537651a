//! Pictures of procedures: whole, readable as XML, nothing on top of another, the same again.

use std::fmt::Write;
use std::time::Instant;

use duly_dsl::{Analysis, Chart, Date, FileId, NodeKind, Picture, Place, Span, Workspace};
use duly_tests::repository::{files, folders};

fn analysis(texts: &[(String, String)]) -> Analysis {
    let mut workspace = Workspace::new(Date::constant(2026, 11, 28));
    for (path, text) in texts {
        workspace.set(path.as_str(), text.as_str());
    }
    workspace.analyze()
}

/// The places of the names of all procedures of the caller's files.
fn procedures(analysis: &Analysis) -> Vec<Place> {
    let mut found = Vec::new();
    for (file, id) in analysis.files.iter().zip(0u32..).filter(|(it, _)| !it.shipped) {
        for (start, _) in file.text.match_indices("\nprocedure ") {
            let start = start + "\nprocedure ".len();
            let end = start + file.text[start..].find([' ', '\n']).unwrap_or(0);
            found.push(Place { file: FileId(id), span: Span::new(start, end) });
        }
    }
    found
}

/// Reads XML by its own rules; panics where it is none. Gives the start tags with their attributes.
fn elements(xml: &str) -> Vec<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    let mut rest = xml;
    while let Some(start) = rest.find('<') {
        let text = &rest[..start];
        assert!(!text.contains('>'), "a sign stands unescaped in {text}");
        for entity in text.split('&').skip(1) {
            let name = entity.split(';').next().unwrap_or("");
            assert!(["amp", "lt", "gt", "quot"].contains(&name), "&{name};");
        }
        let end = start + rest[start..].find('>').expect("a tag ends");
        let tag = &rest[start + 1..end];
        assert!(!tag.contains('<'), "{tag}");
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else {
            let name = tag.split([' ', '/']).next().unwrap_or("");
            found.push(tag.to_owned());
            if !tag.ends_with('/') {
                open.push(name);
            }
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty(), "{open:?} is left open");
    assert_eq!(rest.trim(), "");
    found
}

fn number(tag: &str, name: &str) -> i32 {
    let start = tag.find(&format!(" {name}=\"")).expect("the attribute is there") + name.len() + 3;
    let end = start + tag[start..].find('"').expect("it ends");
    tag[start..end].parse().expect("a whole number")
}

/// Left, top, right, bottom of every box, decision and question.
fn boxes(picture: &Picture) -> Vec<(i32, i32, i32, i32)> {
    let mut found = Vec::new();
    for tag in elements(&picture.svg) {
        let class = tag.split("class=\"").nth(1).and_then(|it| it.split(['"', ' ']).next()).unwrap_or("");
        if tag.starts_with("rect") && matches!(class, "box" | "choose") {
            let (x, y) = (number(&tag, "x"), number(&tag, "y"));
            found.push((x, y, x + number(&tag, "width"), y + number(&tag, "height")));
        }
        if tag.starts_with("polygon") && class == "ask" {
            let points = tag.split("points=\"").nth(1).and_then(|it| it.split('"').next()).unwrap_or("");
            let points: Vec<(i32, i32)> = points
                .split(' ')
                .filter_map(|it| it.split_once(','))
                .map(|(x, y)| (x.parse().expect("a number"), y.parse().expect("a number")))
                .collect();
            let (xs, ys) = (points.iter().map(|it| it.0), points.iter().map(|it| it.1));
            let (left, right) = (xs.clone().min().expect("points"), xs.max().expect("points"));
            found.push((left, ys.clone().min().expect("points"), right, ys.max().expect("points")));
        }
    }
    found
}

fn look_over(picture: &Picture, what: &str) {
    let boxes = boxes(picture);
    let mut sorted = boxes.clone();
    sorted.sort_by_key(|it| it.1);
    for (at, one) in sorted.iter().enumerate() {
        for two in sorted[at + 1..].iter().take_while(|it| it.1 < one.3) {
            let apart = two.0 >= one.2 || one.0 >= two.2;
            assert!(apart, "{what}: {one:?} and {two:?} stand on one another");
        }
    }
    for part in ["role=\"img\"", "<title", "<desc", "prefers-color-scheme"] {
        assert!(picture.svg.contains(part), "{what} has no {part}");
    }
    for part in ["<script", "href", "url(", "@import", "onload"] {
        assert!(!picture.svg.contains(part), "{what} has {part}");
    }
}

/// A chart holds together: ways lead from node to node, and where lines only meet, several meet and part.
fn look_over_chart(chart: &Chart, what: &str) {
    for (number, node) in chart.nodes.iter().enumerate() {
        let into = chart.ways.iter().filter(|it| it.to == number).count();
        let out = chart.ways.iter().filter(|it| it.from == number).count();
        match node.kind {
            NodeKind::Joint => assert!(into > 1 && out > 1, "{what}: {into} lines meet and {out} part"),
            NodeKind::Start => assert!(into == 0 && out > 0, "{what}: the start"),
            NodeKind::End => assert_eq!(out, 0, "{what}: an end goes on"),
            _ => assert!(!node.title.is_empty(), "{what}: {node:?}"),
        }
        assert!(node.frame.is_none_or(|it| it < chart.frames.len()), "{what}");
    }
    for way in &chart.ways {
        let ends = [chart.nodes.get(way.from), chart.nodes.get(way.to)];
        for node in ends.map(|it| it.expect("a way has two ends")) {
            let comes_by = node.on_run || matches!(node.kind, NodeKind::Joint | NodeKind::Start);
            assert!(!way.on_run || comes_by, "{what}: the run leads past {node:?}");
        }
    }
    for (number, frame) in chart.frames.iter().enumerate() {
        assert!(frame.inside.is_none_or(|it| it < number), "{what}: {frame:?}");
    }
}

/// With `DULY_PICTURES=FOLDER` they are written there, to be looked at.
fn keep(name: &str, picture: &Picture) {
    if let Some(folder) = std::env::var_os("DULY_PICTURES") {
        let file = std::path::Path::new(&folder).join(format!("{name}.svg"));
        std::fs::write(file, &picture.svg).expect("the folder can be written to");
    }
}

#[test]
fn every_procedure_of_the_examples_with_every_broken_run() {
    let mut with_run = 0;
    for folder in folders("examples") {
        let texts: Vec<_> =
            files(&format!("examples/{folder}"), ".duly").into_iter().map(|it| (it.path, it.text)).collect();
        let analysis = analysis(&texts);
        for place in procedures(&analysis) {
            let name = analysis.files[place.file.0 as usize].slice(place.span).to_owned();
            let picture = analysis.picture(place, None).expect("a procedure has a picture");
            assert_eq!(Some(&picture), analysis.picture(place, None).as_ref());
            look_over(&picture, &name);
            keep(&format!("{folder}-{name}"), &picture);
            look_over_chart(&analysis.chart(place, None).expect("a procedure has a chart"), &name);
            for (number, diagnostic) in analysis.diagnostics.iter().enumerate() {
                let witness = diagnostic.finding.as_ref().and_then(|it| it.witness.as_ref());
                let Some(witness) = witness.filter(|it| it.run.len() > 1 && diagnostic.at.file == place.file) else {
                    continue;
                };
                let picture = analysis.picture(place, Some(number)).expect("a procedure has a picture");
                look_over(&picture, &name);
                look_over_chart(&analysis.chart(place, Some(number)).expect("a procedure has a chart"), &name);
                if picture.svg.contains("class=\"run\"") {
                    with_run += 1;
                    keep(&format!("{folder}-{name}-{number}"), &picture);
                }
                // Every stop has its number: in the picture, or among those elsewhere.
                for number in 1..=witness.run.len() {
                    assert!(picture.text.contains(&format!("{number}. ")), "{name}: {number}");
                }
            }
        }
    }
    assert!(with_run > 20, "only {with_run} pictures have a run in them");
}

fn read(procedure: &str) -> (Analysis, Place) {
    let texts = [("a.duly".to_owned(), format!("\n{procedure}"))];
    let analysis = analysis(&texts);
    let place = *procedures(&analysis).first().expect("there is a procedure");
    (analysis, place)
}

fn one(procedure: &str) -> Picture {
    let (analysis, place) = read(procedure);
    analysis.picture(place, None).expect("a procedure has a picture")
}

fn chart(procedure: &str) -> Chart {
    let (analysis, place) = read(procedure);
    let chart = analysis.chart(place, None).expect("a procedure has a chart");
    look_over_chart(&chart, procedure);
    chart
}

#[test]
fn pictures_on_one_page_do_not_share_their_words() {
    let id = |picture: &Picture| picture.svg.split("id=\"").nth(1).unwrap_or("").split('"').next().map(str::to_owned);
    let (one, two) = (one("procedure p { step s: a by b }"), one("procedure q { step s: a by b }"));
    assert!(id(&one).is_some_and(|it| it.starts_with("duly-")));
    assert_ne!(id(&one), id(&two));
}

#[test]
fn ways_that_a_chart_leaves_out_lose_nothing() {
    let chart = chart(
        "procedure p { optional step a \"Alpha\": x by b  optional step c \"Gamma\": x by b\n\
         decide d \"Delta\" by b { yes { } no { go to a } } }",
    );
    let title = |it: usize| match chart.nodes[it].kind {
        NodeKind::Joint => "+",
        _ => chart.nodes[it].title.as_str(),
    };
    let ways: Vec<String> =
        chart.ways.iter().map(|it| format!("{} -{}-> {}", title(it.from), it.label, title(it.to))).collect();
    for way in
        ["start --> Alpha", "start -or left out-> +", "Alpha --> +", "Delta -yes-> end", "Delta -no-> go to: Alpha"]
    {
        assert!(ways.iter().any(|it| it == way), "{way} in {ways:?}");
    }
}

#[test]
fn every_statement_is_there_once() {
    let picture = one(
        "procedure p \"The way\" for any use {\n  step first \"Alpha\": a by b\n  optional step second \"Beta\": a by b\n\
         when risk is high { step third \"Gamma\": a by b } otherwise { go to first }\n\
         decide fourth \"Delta\" by b { proceed { } refuse { end } }\n\
         together { step fifth \"Epsilon\": a by b  step sixth \"Zeta\": a by b }\n\
         repeat every 12 months { step seventh \"Eta\": a by b }\n  on incident { run other }\n}",
    );
    look_over(&picture, "all kinds");
    for word in [
        "Alpha",
        "Beta",
        "Gamma",
        "Delta",
        "Epsilon",
        "Zeta",
        "Eta",
        "risk is high?",
        "in any order",
        "every 12 months",
        "on incident",
        "proceed",
        "refuse",
        "go to: Alpha",
        "other",
        "or left out",
    ] {
        let times = picture.svg.matches(&format!(">{word}<")).count();
        assert_eq!(times, 1, "`{word}` stands there {times} times");
    }
    for word in ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "in any order", "every 12 months"] {
        assert!(picture.text.contains(word), "{}", picture.text);
    }
}

#[test]
fn any_text_gives_a_picture_that_can_be_read() {
    for title in [
        "<script>alert(1)</script>",
        "a & b < c > d ' e",
        "]]>",
        "<!--",
        "مرحبا بالعالم",
        "審査と評価",
        "\u{7}\u{202e}x",
        "&lt;",
    ] {
        let title = title.replace('"', "");
        let picture =
            one(&format!("procedure p \"{title}\" {{\n  step s \"{title}\": a by b\n  when a is {title} {{ }}\n}}"));
        look_over(&picture, &title);
    }
    let long = "word ".repeat(20_000);
    let picture = one(&format!("procedure p \"{long}\" {{ step s \"{long}\": a by b }}"));
    look_over(&picture, "a long title");
    assert!(picture.svg.len() < 300_000, "{}", picture.svg.len());
}

#[test]
fn a_thousand_steps_take_no_time() {
    let mut text = String::from("procedure p for any use {\n");
    for number in 0..1_000 {
        match number % 10 {
            3 => writeln!(text, "when risk is high {{ step s{number}: a by b }} otherwise {{ end }}"),
            7 => writeln!(text, "decide s{number} by b {{ proceed {{ }} refuse {{ end }} }}"),
            8 => writeln!(text, "together {{ step s{number}: a by b  step t{number}: a by b }}"),
            _ => writeln!(text, "step s{number} \"Step number {number}\": a by b"),
        }
        .expect("a text can grow");
    }
    text.push('}');
    let begun = Instant::now();
    let picture = one(&text);
    look_over(&picture, "a thousand steps");
    assert!(picture.svg.len() < 3_000_000, "{}", picture.svg.len());
    assert!(chart(&text).ways.len() < 3_000);
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}

#[test]
fn blocks_as_deep_as_they_may_be() {
    let text = format!("procedure p {{ {} step s: a by b {} }}", "when a is b { ".repeat(60), "}".repeat(60));
    look_over(&one(&text), "deep blocks");
}
