//! Whose a declaration is.

use super::super::super::Owner;
use super::{resolved, said};

const RULES: &str = "guidance g { subject use { } vocabulary action { assess } }";

#[test]
fn a_loose_declaration_belongs_to_the_nearest_above() {
    let files = [
        ("rules.duly", RULES),
        ("north/entity.duly", "entity north { follows g }"),
        ("north/team/flow.duly", "procedure p for any use { step a: assess by boss }"),
        ("north/roles.duly", "role boss { }"),
        ("south/entity.duly", "entity south { follows g }"),
        ("south/flow.duly", "procedure p for any use { step a: assess by boss }"),
    ];
    assert_eq!(
        said(&files),
        [
            "DLY101 south/flow.duly:boss: there is no role called `boss`; `boss` is a role of the entity `north`, which is not to be seen from here"
        ]
    );
    let model = resolved(&files).model;
    let owners: Vec<&str> = model.procedures.iter().map(|(_, it)| model.entities[it.entity].name.as_str()).collect();
    assert_eq!(owners, ["north", "south"]);
}

#[test]
fn two_owners_in_one_folder_are_unclear() {
    assert_eq!(
        said(&[("a.duly", "entity a { }"), ("b.duly", "entity b { }"), ("c.duly", "role boss { }\nrole chief { }")]),
        [
            "DLY104 c.duly:role: this could belong to `a` or `b`; move it into the braces of the one it belongs to, or give each a folder of its own"
        ]
    );
}

#[test]
fn without_an_entity_one_is_implied() {
    let files = [
        ("flow.duly", "procedure p for any use { step a: assess }\nrequirement own must { require assess }"),
        ("rules/g.duly", RULES),
    ];
    assert_eq!(said(&files), Vec::<String>::new());
    let model = resolved(&files).model;
    let (id, entity) = model.entities.iter().next().unwrap();
    assert!(entity.implied && entity.follows.len() == 1);
    assert_eq!(model.requirements_of(id).len(), 1);
    let (requirement, _) = model.requirements.iter().next().unwrap();
    assert_eq!(model.requirement_name(requirement), "g/own");
}

#[test]
fn words_come_from_guidance_that_is_followed() {
    let other = "guidance h { vocabulary action { audit } }";
    assert_eq!(
        said(&[
            ("g/g.duly", RULES),
            ("h/h.duly", other),
            ("e/e.duly", "entity e { follows g, hhx }\nprocedure p for any use { step a: audit }")
        ]),
        [
            "DLY101 e/e.duly:hhx: there is no guidance called `hhx`",
            "DLY101 e/e.duly:audit: there is no action called `audit`; `audit` is an action of `h`, which this entity does not follow; add `follows h`",
        ]
    );
}

#[test]
fn shipped_guidance_is_not_an_owner_of_loose_files() {
    let files = [
        ("guidance:g/a.duly", RULES),
        ("guidance:g/b.duly", "vocabulary action { audit }"),
        ("v.duly", "vocabulary action { own-thing }"),
    ];
    let model = resolved(&files).model;
    let owners: Vec<bool> = model.terms.iter().map(|(_, it)| matches!(it.owner, Owner::Guidance(_))).collect();
    assert_eq!(owners, [true, true, false]);
    assert!(model.entities.iter().all(|(_, it)| it.follows.is_empty()));
}
