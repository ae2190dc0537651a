//! What all models share: the head of a document, properties, links, parts, and the resources at its end.

use std::collections::BTreeMap;

use duly_dsl::Date;
use serde::Serialize;

use super::{NAMESPACE, VERSION, id, text};

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Metadata {
    title: String,
    last_modified: String,
    version: String,
    oscal_version: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    props: Vec<Property>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) parties: Vec<Party>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) remarks: Option<String>,
}

impl Metadata {
    /// The day is the version: what is exported has none of its own.
    pub(super) fn new(title: &str, otherwise: &str, today: Date) -> Self {
        Self {
            title: text::line(title, otherwise),
            last_modified: instant(today),
            version: today.to_string(),
            oscal_version: VERSION,
            props: Property::duly("written-by", concat!("Duly ", env!("CARGO_PKG_VERSION"))).into_iter().collect(),
            parties: Vec::new(),
            remarks: None,
        }
    }
}

/// The beginning of a day, in UTC.
pub(super) fn instant(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

#[derive(Serialize)]
pub(crate) struct Party {
    pub(super) uuid: String,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) name: Option<String>,
}

#[derive(Serialize)]
pub(crate) struct Property {
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ns: Option<&'static str>,
    value: String,
}

impl Property {
    /// One that OSCAL knows.
    pub(super) fn known(name: &'static str, value: &str) -> Option<Self> {
        text::plain(value).map(|value| Self { name, ns: None, value })
    }

    /// One of Duly's own.
    pub(super) fn duly(name: &'static str, value: &str) -> Option<Self> {
        text::plain(value).map(|value| Self { name, ns: Some(NAMESPACE), value })
    }
}

#[derive(Serialize)]
pub(crate) struct Link {
    href: String,
    rel: &'static str,
}

#[derive(Serialize)]
pub(crate) struct Part {
    pub(super) id: String,
    pub(super) name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) ns: Option<&'static str>,
    pub(super) prose: String,
}

#[derive(Serialize)]
pub(crate) struct BackMatter {
    resources: Vec<Resource>,
}

#[derive(Serialize)]
pub(crate) struct Resource {
    uuid: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    citation: Option<Citation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rlinks: Vec<Rlink>,
}

#[derive(Serialize)]
struct Citation {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Rlink {
    href: String,
    media_type: &'static str,
}

/// The resources of a document, each once.
#[derive(Default)]
pub(super) struct Resources(BTreeMap<String, Resource>);

impl Resources {
    /// A source that is named in words; gives the link to it.
    pub(super) fn source(&mut self, words: &str) -> Option<Link> {
        let shown = text::line(words, "");
        if shown.is_empty() {
            return None;
        }
        let uuid = id::uuid(&["source", words]);
        let link = Link { href: id::reference(&uuid), rel: "reference" };
        let citation = Some(Citation { text: shown.clone() });
        let resource = Resource { uuid: uuid.clone(), title: shown, description: None, citation, rlinks: Vec::new() };
        self.0.insert(uuid, resource);
        Some(link)
    }

    /// Another document; gives the reference to it.
    pub(super) fn document(&mut self, model: &str, name: &str, description: &str) -> String {
        let uuid = id::uuid(&["document", model, name]);
        let resource = Resource {
            uuid: uuid.clone(),
            title: text::line(name, "what is written here"),
            description: Some(text::line(description, name)),
            citation: None,
            rlinks: vec![Rlink { href: id::file(model, name), media_type: "application/oscal+json" }],
        };
        self.0.insert(uuid.clone(), resource);
        id::reference(&uuid)
    }

    /// Something that is only told; gives the reference to it.
    pub(super) fn told(&mut self, name: &str, title: &str, description: &str) -> String {
        let uuid = id::uuid(&["told", name]);
        let resource = Resource {
            uuid: uuid.clone(),
            title: text::line(title, name),
            description: Some(text::line(description, title)),
            citation: Some(Citation { text: text::line(title, name) }),
            rlinks: Vec::new(),
        };
        self.0.insert(uuid.clone(), resource);
        id::reference(&uuid)
    }

    pub(super) fn end(self) -> Option<BackMatter> {
        let resources: Vec<Resource> = self.0.into_values().collect();
        (!resources.is_empty()).then_some(BackMatter { resources })
    }
}
