//! A profile of a guidance as a profile: what it takes over, what it adds, and how it changes what it takes over.
//!
//! Controls are imported one by one, so that one that the base gets later is not taken over unseen. What the profile
//! adds stands in its own catalog, for a profile of OSCAL cannot hold a control. A changed level replaces the property
//! `level`; every change is told in the profile's own words in a part of its own, with the reason, and the words of the
//! base stay as they are. A change is not set as a parameter, because the words of a requirement are clauses, in which
//! more stands than values.

use duly_dsl::{Date, Rule, Rulebook, Tailored};
use serde::Serialize;

use super::metadata::{BackMatter, Metadata, Part, Property, Resources};
use super::{NAMESPACE, id, short, text};

#[derive(Serialize)]
pub(crate) struct Document {
    profile: Profile,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Profile {
    uuid: String,
    metadata: Metadata,
    imports: Vec<Import>,
    merge: Merge,
    #[serde(skip_serializing_if = "Option::is_none")]
    modify: Option<Modify>,
    #[serde(skip_serializing_if = "Option::is_none")]
    back_matter: Option<BackMatter>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Merge {
    as_is: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Import {
    href: String,
    include_controls: Vec<Selected>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Selected {
    with_ids: Vec<String>,
}

#[derive(Serialize)]
struct Modify {
    alters: Vec<Alter>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Alter {
    control_id: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    removes: Vec<Remove>,
    adds: Vec<Add>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Remove {
    by_name: &'static str,
    by_item_name: &'static str,
    by_ns: &'static str,
}

#[derive(Serialize)]
struct Add {
    position: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    props: Vec<Property>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Part>,
}

/// The profile that a guidance is of its base; nothing if it asks nothing at all.
pub(crate) fn document(book: &Rulebook, base: &Rulebook, today: Date) -> Option<Document> {
    let same = |rule: &Rule| base.rules.iter().find(|it| short(&it.name) == short(&rule.name));
    let (taken, added): (Vec<&Rule>, Vec<&Rule>) = book.rules.iter().partition(|&it| same(it).is_some());
    let mut resources = Resources::default();
    let mut import = |name: &str, about: &str, rules: &[&Rule]| {
        let ids: Vec<String> = rules.iter().map(|it| id::token(short(&it.name))).collect();
        (!ids.is_empty()).then(|| Import {
            href: resources.document("catalog", name, about),
            include_controls: vec![Selected { with_ids: ids }],
        })
    };
    let base_title = base.title.as_deref().unwrap_or(&base.name);
    let own_title = book.title.as_deref().unwrap_or(&book.name);
    let imports: Vec<Import> =
        [import(&base.name, base_title, &taken), import(&book.name, own_title, &added)].into_iter().flatten().collect();
    if imports.is_empty() {
        return None;
    }
    let alters: Vec<Alter> = taken.iter().filter_map(|rule| alter(book, rule, same(rule)?)).collect();
    let mut metadata = Metadata::new(own_title, &book.name, today);
    metadata.remarks = dropped(book, base);
    let profile = Profile {
        uuid: id::uuid(&["profile", &book.name]),
        metadata,
        imports,
        merge: Merge { as_is: true },
        modify: (!alters.is_empty()).then_some(Modify { alters }),
        back_matter: resources.end(),
    };
    Some(Document { profile })
}

fn changes<'b>(book: &'b Rulebook, name: &'b str) -> impl Iterator<Item = &'b Tailored> {
    book.changes.iter().filter(move |it| it.requirement == name)
}

fn alter(book: &Rulebook, rule: &Rule, base: &Rule) -> Option<Alter> {
    let name = short(&rule.name);
    let is_level = rule.level != base.level;
    let parts = change_parts(book, name);
    let remove = Remove { by_name: "level", by_item_name: "prop", by_ns: NAMESPACE };
    let props: Vec<Property> = Property::duly("level", &rule.level).filter(|_| is_level).into_iter().collect();
    (is_level || !parts.is_empty()).then(|| Alter {
        control_id: id::token(name),
        removes: is_level.then_some(remove).into_iter().collect(),
        adds: vec![Add { position: "ending", props, parts }],
    })
}

/// What a profile changes in a requirement, one part each.
pub(super) fn change_parts(book: &Rulebook, name: &str) -> Vec<Part> {
    let parts = changes(book, name).enumerate().map(|(at, change)| Part {
        id: format!("{}.change-{}-{}", id::token(name), id::token(&book.name), at + 1),
        name: "change",
        ns: Some(NAMESPACE),
        prose: told(change),
    });
    parts.collect()
}

/// A change in the profile's own words, and why.
fn told(change: &Tailored) -> String {
    let because = change.because.as_deref().map(|it| format!("Because: {}", text::line(it, "-")));
    text::paragraphs([text::written(&change.words), because.unwrap_or_default()])
}

/// What of the base is not taken over, and why: OSCAL has no place for it but this.
fn dropped(book: &Rulebook, base: &Rulebook) -> Option<String> {
    let names = base.rules.iter().map(|it| short(&it.name));
    let gone = names.filter(|name| !book.rules.iter().any(|it| short(&it.name) == *name));
    let told: Vec<String> = gone
        .map(|name| {
            let because = changes(book, name).find_map(|it| it.because.as_deref()).unwrap_or("no reason is given");
            format!("Not taken over: {}. {}", text::line(name, "-"), text::line(because, "-"))
        })
        .collect();
    (!told.is_empty()).then(|| text::paragraphs(told))
}
