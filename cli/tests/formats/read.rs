//! Reads each form again, as far as it tells which finding stands where.

use percent_encoding::percent_decode_str;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

/// Code, file, line.
pub(crate) type Found = (String, String, u64);

type Read = fn(&str) -> Vec<Found>;

/// The forms from which findings can be read, and how.
pub(crate) const READ: [(&str, Read); 11] = [
    ("json", json),
    ("json-lines", json_lines),
    ("sarif", sarif),
    ("gitlab", gitlab),
    ("rdjson", rdjson),
    ("github", github),
    ("azure", azure),
    ("junit", junit),
    ("checkstyle", checkstyle),
    ("grouped", grouped),
    ("concise", concise),
];

fn words(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn each(list: &Value, one: impl Fn(&Value) -> Found) -> Vec<Found> {
    list.as_array().unwrap().iter().map(one).collect()
}

fn entry(it: &Value) -> Found {
    (words(&it["code"]), words(&it["file"]), it["range"]["start"]["line"].as_u64().unwrap())
}

pub(crate) fn json(text: &str) -> Vec<Found> {
    each(&serde_json::from_str::<Value>(text).unwrap()["diagnostics"], entry)
}

fn json_lines(text: &str) -> Vec<Found> {
    text.lines().map(|line| entry(&serde_json::from_str(line).unwrap())).collect()
}

fn sarif(text: &str) -> Vec<Found> {
    let log: Value = serde_json::from_str(text).unwrap();
    let rules = &log["runs"][0]["tool"]["driver"]["rules"];
    let results = log["runs"][0]["results"].as_array().unwrap();
    let told = results.iter().filter(|it| it["suppressions"].is_null()).map(|it| {
        assert_eq!(rules[usize::try_from(it["ruleIndex"].as_u64().unwrap()).unwrap()]["id"], it["ruleId"]);
        let place = &it["locations"][0]["physicalLocation"];
        let uri = words(&place["artifactLocation"]["uri"]);
        let path = percent_decode_str(&uri).decode_utf8().unwrap().into_owned();
        (words(&it["ruleId"]), path, place["region"]["startLine"].as_u64().unwrap())
    });
    told.collect()
}

fn gitlab(text: &str) -> Vec<Found> {
    each(&serde_json::from_str(text).unwrap(), |it| {
        let place = &it["location"];
        (words(&it["check_name"]), words(&place["path"]), place["lines"]["begin"].as_u64().unwrap())
    })
}

fn rdjson(text: &str) -> Vec<Found> {
    each(&serde_json::from_str::<Value>(text).unwrap()["diagnostics"], |it| {
        let place = &it["location"];
        (words(&it["code"]["value"]), words(&place["path"]), place["range"]["start"]["line"].as_u64().unwrap())
    })
}

/// As the runner reads a command: to the second `::`, then by commas, each value turned back.
fn github(text: &str) -> Vec<Found> {
    let one = |line: &str| {
        let line = line.strip_prefix("::")?;
        let (head, _) = line.split_once("::")?;
        let (_, properties) = head.split_once(' ')?;
        let value = |name: &str| {
            let value = properties.split(',').find_map(|it| it.strip_prefix(name)?.strip_prefix('='))?;
            Some(percent_decode_str(value).decode_utf8().unwrap().into_owned())
        };
        let title = value("title")?;
        let code = title.strip_prefix("duly (")?.strip_suffix(')')?.to_owned();
        Some((code, value("file")?, value("line")?.parse().unwrap()))
    };
    text.lines().filter_map(one).collect()
}

/// As the agent reads a command: to the first `]`, then by semicolons.
fn azure(text: &str) -> Vec<Found> {
    let one = |line: &str| {
        let (head, _) = line.strip_prefix("##vso[task.logissue ")?.split_once(']')?;
        let value = |name: &str| {
            let value =
                head.split(';').find_map(|it| it.strip_prefix(name)?.strip_prefix('='))?.replace("%AZP25", "%25");
            Some(percent_decode_str(&value).decode_utf8().unwrap().into_owned())
        };
        Some((value("code")?, value("sourcepath")?, value("linenumber")?.parse().unwrap()))
    };
    text.lines().filter_map(one).collect()
}

fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    let found = element.attributes().map(Result::unwrap).find(|it| it.key.as_ref() == name).unwrap();
    quick_xml::escape::unescape(&found.value).unwrap().into_owned()
}

fn elements(text: &str, mut see: impl FnMut(&BytesStart<'_>, &str)) {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) | Event::Empty(element) => {
                let name = element.name().as_ref().to_owned();
                see(&element, &name);
            }
            Event::Eof => return,
            _ => {}
        }
    }
}

/// The line stands in the words of a failure only.
fn junit(text: &str) -> Vec<Found> {
    let mut places = Vec::new();
    let (mut file, mut code) = (String::new(), String::new());
    elements(text, |element, name| match name {
        "testcase" => (file, code) = (attribute(element, "classname"), attribute(element, "name")),
        "failure" => places.push((code.strip_prefix("org.duly.").unwrap().to_owned(), file.clone())),
        _ => {}
    });
    let failures = text.split("<failure ").skip(1).map(|it| it.split_once('>').unwrap().1);
    let lines = failures.zip(places).map(|(said, (code, file))| {
        let said = quick_xml::escape::unescape(said.split("</failure>").next().unwrap()).unwrap().into_owned();
        let rest = said.strip_prefix(&format!("{file}:")).unwrap();
        (code, file, rest.split(':').next().unwrap().parse().unwrap())
    });
    lines.collect()
}

fn checkstyle(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut file = String::new();
    elements(text, |element, name| match name {
        "file" => file = attribute(element, "name"),
        "error" => {
            let code = attribute(element, "source").strip_prefix("duly.").unwrap().to_owned();
            found.push((code, file.clone(), attribute(element, "line").parse().unwrap()));
        }
        _ => {}
    });
    found
}

fn grouped(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut file = String::new();
    for line in text.lines() {
        if let Some(line) = line.strip_prefix("  ") {
            let (place, rest) = line.split_once(": ").unwrap();
            found.push((code(rest), file.clone(), place.split(':').next().unwrap().parse().unwrap()));
        } else if let Some(name) = line.strip_suffix(':') {
            file = without_room(name);
        }
    }
    found
}

fn concise(text: &str) -> Vec<Found> {
    let one = |line: &str| {
        let (place, rest) = ["error[", "warning[", "info["].iter().find_map(|kind| {
            let at = line.find(&format!(": {kind}"))?;
            Some((&line[..at], &line[at + 2..]))
        })?;
        let mut parts = place.rsplitn(3, ':');
        let (_, line) = (parts.next()?, parts.next()?.parse().ok()?);
        Some((code(rest), without_room(parts.next()?), line))
    };
    text.lines().filter_map(one).collect()
}

/// `error[DLY101 unknown-name] …`
fn code(said: &str) -> String {
    let inside = said.split_once('[').unwrap().1.split_once(']').unwrap().0;
    inside.split(' ').next().unwrap().to_owned()
}

/// What would be an order at the beginning of a line has a space in it.
fn without_room(name: &str) -> String {
    name.strip_prefix(": :").map_or_else(|| name.to_owned(), |rest| format!("::{rest}"))
}
