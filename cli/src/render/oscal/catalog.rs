//! A guidance as a catalog: a group for each stage, in it a control for each requirement.
//!
//! A profile as a catalog is what it comes to when it is resolved. The words of its base stand as they are written there;
//! what the profile changes in them stands beside them, in a part of its own.

use duly_dsl::{Date, Rule, Rulebook};
use serde::Serialize;

use super::metadata::{BackMatter, Link, Metadata, Part, Property, Resources};
use super::profile::change_parts;
use super::{id, short, text};

#[derive(Serialize)]
pub(crate) struct Document {
    catalog: Catalog,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Catalog {
    uuid: String,
    metadata: Metadata,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    controls: Vec<Control>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<Group>,
    #[serde(skip_serializing_if = "Option::is_none")]
    back_matter: Option<BackMatter>,
}

#[derive(Serialize)]
struct Group {
    id: String,
    class: &'static str,
    title: String,
    controls: Vec<Control>,
}

#[derive(Serialize)]
struct Control {
    id: String,
    class: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    params: Vec<Parameter>,
    props: Vec<Property>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<Link>,
    parts: Vec<Part>,
}

/// What was chosen here and nobody prescribes: `60 days`. Which of them stands where in the words is not told apart, so
/// the words name the value themselves.
#[derive(Serialize)]
struct Parameter {
    id: String,
    label: &'static str,
    values: Vec<String>,
}

/// The catalog of a guidance.
pub(crate) fn document(book: &Rulebook, today: Date) -> Document {
    let mut resources = Resources::default();
    let mut groups: Vec<Group> = Vec::new();
    let mut controls = Vec::new();
    for rule in &book.rules {
        let control = control(book, rule, &mut resources);
        let Some(stage) = &rule.stage else {
            controls.push(control);
            continue;
        };
        let group = id::stage(stage);
        match groups.iter_mut().find(|it| it.id == group) {
            Some(it) => it.controls.push(control),
            None => {
                groups.push(Group {
                    id: group,
                    class: "stage",
                    title: text::line(stage, "-"),
                    controls: vec![control],
                });
            }
        }
    }
    let title = book.title.as_deref().unwrap_or_default();
    let catalog = Catalog {
        uuid: id::uuid(&["catalog", &book.name]),
        metadata: Metadata::new(title, &book.name, today),
        controls,
        groups,
        back_matter: resources.end(),
    };
    Document { catalog }
}

fn control(book: &Rulebook, rule: &Rule, resources: &mut Resources) -> Control {
    let name = short(&rule.name);
    let control = id::token(name);
    let chosen = rule.chosen.iter().filter_map(|it| text::plain(it)).enumerate();
    let params = chosen.map(|(at, value)| Parameter {
        id: format!("{control}.prm-{}", at + 1),
        label: "chosen here",
        values: vec![value],
    });
    let known = [Property::known("label", rule.numbers.first().map_or(name, String::as_str))];
    let more = rule.numbers.iter().skip(1).map(|it| Property::known("alt-identifier", it));
    let own = [
        Property::duly("requirement", &rule.name),
        Property::duly("level", &rule.level),
        Property::duly("waivable", if rule.waivable { "yes" } else { "no" }),
    ];
    let answers = rule.answers.iter().map(|it| Property::duly("answers", it));
    Control {
        title: text::line(rule.title.as_deref().unwrap_or_default(), name),
        class: "requirement",
        params: params.collect(),
        props: known.into_iter().chain(more).chain(own).chain(answers).flatten().collect(),
        links: rule.sources.iter().filter_map(|it| resources.source(it)).collect(),
        parts: parts(book, rule, name),
        id: control,
    }
}

fn parts(book: &Rulebook, rule: &Rule, name: &str) -> Vec<Part> {
    let applies = if rule.applies.is_empty() {
        "Always applies.".to_owned()
    } else {
        text::paragraphs(["Applies when:".to_owned(), text::written(&rule.applies.join("\n"))])
    };
    let asks = text::paragraphs(["Asks:".to_owned(), text::written(&rule.asks.join("\n"))]);
    let level = format!("Level: {}.", text::line(&rule.level, "-"));
    let prose = text::paragraphs([level, applies, asks]);
    let mut parts = vec![Part { id: id::statement(name), name: "statement", ns: None, prose }];
    if let Some(because) = rule.because.as_deref().and_then(text::plain) {
        let prose = text::line(&because, name);
        parts.push(Part { id: id::guidance(name), name: "guidance", ns: None, prose });
    }
    parts.extend(change_parts(book, name));
    parts
}
