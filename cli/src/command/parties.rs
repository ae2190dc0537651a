//! Whom to hold against whom, of those that stand in one text or another.

use duly_dsl::{Analysis, Both, PartyKind, Side, Unknown, compare};

use crate::render::compare::Pair;

/// The names of the entities that are declared; one that no file declares has an empty one.
pub(super) fn entities(analysis: &Analysis) -> Vec<String> {
    let parties = analysis.parties();
    parties.into_iter().filter(|it| it.kind == PartyKind::Entity).map(|it| it.name).collect()
}

/// One against another.
pub(super) fn pair(subject: Side<'_>, measure: Side<'_>) -> Result<Pair, Unknown> {
    let comparison = compare(&subject, &measure)?;
    let analyses = Both { subject: subject.analysis.clone(), measure: measure.analysis.clone() };
    Ok(Pair { comparison, analyses, labels: Both::default() })
}

/// Parties of one answer: the one that is named, or each entity, against the other that is named, or what it follows.
pub(super) fn within(analysis: &Analysis, subject: Option<&str>, measure: Option<&str>) -> Result<Vec<Pair>, Unknown> {
    let subjects: Vec<String> = match subject {
        Some(name) => vec![name.to_owned()],
        None => entities(analysis).into_iter().filter(|it| Some(it.as_str()) != measure).collect(),
    };
    let parties = analysis.parties();
    let mut pairs = Vec::new();
    for subject in &subjects {
        let follows = || parties.iter().find(|it| it.name == *subject).map(|it| it.follows.clone());
        let measures = match measure {
            Some(measure) => vec![measure.to_owned()],
            // Nobody has that name: held against itself, it is answered with whom there is.
            None => follows().unwrap_or_else(|| vec![subject.clone()]),
        };
        for measure in &measures {
            pairs.push(pair(Side { analysis, name: subject }, Side { analysis, name: measure })?);
        }
    }
    Ok(pairs)
}
