//! Small changes for the worse.

use duly_dsl::{Analysis, Place, Relation};
use duly_tests::ask;
use duly_tests::repository::files;

use super::against;

#[path = "../examples/change.rs"]
mod change;

use change::{Change, EXAMPLE, changes};

/// What is wrong with what is said of a change, if anything.
fn unseen(change: &Change) -> Option<String> {
    let clean = files(EXAMPLE, ".duly");
    let changed = change.made(&clean)?;
    let (then, now) =
        (ask::analyze_about(&clean, &change.requirement), ask::analyze_about(&changed, &change.requirement));
    let comparison = against(&now, &then);
    let row =
        comparison.rows.iter().find(|it| it.requirement == change.requirement && it.relation > Relation::Stronger);
    let plain = [Relation::Equal, Relation::Stronger, Relation::Added, Relation::NeverApplies];
    let seen = row.is_some_and(|it| !plain.contains(&it.relation));
    (!seen).then(|| format!("{}: {:?}", change.requirement, row.map(|it| it.relation)))
}

#[test]
fn a_requirement_that_is_kept_no_longer_is_found_weaker() {
    let unseen: Vec<String> = changes().iter().filter_map(unseen).collect();
    assert!(unseen.is_empty(), "{}", unseen.join("\n"));
}

/// What is wrong, if own rules are not found to have changed at the very lines that were changed.
fn misplaced(change: &Change) -> Option<String> {
    let clean = files(EXAMPLE, ".duly");
    let changed = change.made(&clean)?;
    let (then, now) = (ask::analyze_about(&clean, "none/none"), ask::analyze_about(&changed, "none/none"));
    let comparison = against(&now, &then);
    let lines = change.lines(&clean);
    let near = |analysis: &Analysis, place: Option<Place>| {
        place.is_some_and(|place| {
            let file = &analysis.files[place.file.0 as usize];
            let line = |offset| file.position(offset).line;
            *file.path == *change.file
                && line(place.span.start) <= *lines.end()
                && line(place.span.end) >= *lines.start()
        })
    };
    let there = comparison.changes.iter().any(|it| near(&now, it.places.subject) || near(&then, it.places.measure));
    let all: Vec<&str> = comparison.changes.iter().map(|it| it.message.as_str()).collect();
    (!there).then(|| format!("{} in {} {lines:?}: {all:?}", change.requirement, change.file))
}

#[test]
fn what_changed_is_found_at_its_line() {
    // What was done, and what somebody judged, are no rules: only the requirements that look at them are weaker.
    let is_rule = |it: &&Change| !it.file.ends_with("register.duly");
    let changes = changes();
    let misplaced: Vec<String> = changes.iter().filter(is_rule).filter_map(misplaced).collect();
    assert!(misplaced.is_empty(), "{}", misplaced.join("\n"));
}
