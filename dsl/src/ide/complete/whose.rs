//! Whose the text at a point is: the braces it stands in, its file, its folder, or the only one there is.

use super::spot::Scene;
use crate::Analysis;
use crate::model::{Id, Owner};
use crate::source::{FileId, Place};

/// The guidance and the entities that a text may belong to, the nearest ones there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Houses {
    pub(super) guidances: Vec<Owner>,
    pub(super) entities: Vec<Owner>,
}

impl Houses {
    /// Those declared in the file, or else in its folder, or else above it, or else anywhere among the caller's texts.
    pub(super) fn around(analysis: &Analysis, file: FileId) -> Self {
        let model = &analysis.read.model;
        let Some(own) = analysis.files.get(file.0 as usize) else {
            return Self::default();
        };
        let folder = |path: &str| path.rfind('/').unwrap_or(0);
        let of = |id: FileId| analysis.files.get(id.0 as usize);
        let gather = |near: &dyn Fn(Place) -> bool| Self {
            guidances: model
                .guidances
                .iter()
                .filter(|(_, it)| near(it.at))
                .map(|(id, _)| Owner::Guidance(id))
                .collect(),
            entities: model
                .entities
                .iter()
                .filter(|(_, it)| !it.implied && near(it.at))
                .map(|(id, _)| Owner::Entity(id))
                .collect(),
        };
        let mut houses = gather(&|at| at.file == file);
        let mut level = own.path.get(..folder(&own.path));
        while let Some(path) = level {
            let beside = |at: Place| {
                of(at.file).is_some_and(|it| it.shipped == own.shipped && it.path.get(..folder(&it.path)) == Some(path))
            };
            houses.fill(gather(&beside));
            level = if path.is_empty() { None } else { path.get(..folder(path)) };
        }
        if !own.shipped {
            houses.fill(gather(&|at| of(at.file).is_some_and(|it| !it.shipped)));
        }
        houses
    }

    /// Those declared in the file or in its folder alone.
    pub(super) fn beside(analysis: &Analysis, file: FileId) -> Self {
        let folder = |id: FileId| {
            let file = analysis.files.get(id.0 as usize)?;
            file.path.get(..file.path.rfind('/').unwrap_or(0)).map(|path| (file.shipped, path))
        };
        let near = |at: Place| folder(at.file) == folder(file);
        let model = &analysis.read.model;
        let entities = model.entities.iter().filter(|(_, it)| !it.implied && near(it.at));
        Self {
            guidances: model
                .guidances
                .iter()
                .filter(|(_, it)| near(it.at))
                .map(|(id, _)| Owner::Guidance(id))
                .collect(),
            entities: entities.map(|(id, _)| Owner::Entity(id)).collect(),
        }
    }

    fn fill(&mut self, others: Self) {
        if self.guidances.is_empty() && self.entities.is_empty() {
            *self = others;
        } else if self.entities.is_empty() {
            self.entities = others.entities;
        } else if self.guidances.is_empty() {
            self.guidances = others.guidances;
        }
    }
}

/// Whose a declaration at a point is, or would be.
pub(super) fn owner(analysis: &Analysis, file: FileId, scene: &Scene<'_>) -> Option<Owner> {
    let model = &analysis.read.model;
    if let Some(name) = scene.entity {
        return model.entities.iter().find(|(_, it)| it.name == name).map(|(id, _)| Owner::Entity(id));
    }
    if let Some(name) = scene.guidance {
        return model.guidances.iter().find(|(_, it)| it.name == name).map(|(id, _)| Owner::Guidance(id));
    }
    let houses = Houses::around(analysis, file);
    let implied = || model.entities.iter().find(|(_, it)| it.implied).map(|(id, _)| Owner::Entity(id));
    let (first, second) = match scene.item {
        Some("vocabulary" | "subject" | "classify" | "given" | "expectation") => (&houses.guidances, &houses.entities),
        Some("requirement" | "define") | None => (&houses.entities, &houses.guidances),
        Some(_) => (&houses.entities, &houses.entities),
    };
    let nearest = in_file(analysis, file, scene.item);
    let entity = |it: usize| Owner::Entity(Id::new(it));
    nearest
        .or_else(|| first.first().copied())
        .or_else(|| second.first().copied())
        .or_else(implied)
        .or_else(|| (model.entities.len() > 0).then(|| entity(0)))
}

/// The only kind of owner there is beside a text decides for what both may own.
fn in_file(analysis: &Analysis, file: FileId, item: Option<&str>) -> Option<Owner> {
    let open = matches!(item, Some("requirement" | "define") | None);
    let houses = Houses::beside(analysis, file);
    if open && houses.entities.is_empty() { houses.guidances.first().copied() } else { None }
}
