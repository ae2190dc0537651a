//! What a use is classified as here is what it is classified as where requirements are decided.

use jiff::civil::date;

use super::asked;
use crate::check;
use crate::facts::Formula;
use crate::ide::class::classes;

/// Facts in all combinations, some stated and some not.
fn register() -> String {
    let technologies = ["", "technology: maps", "technology: [fingerprints, maps]", "technology: [palms]"];
    let groups = ["", "affects: [children]", "affects: [staff]"];
    let rests = ["", "retention: 13 months", "retention: 6 months  pilot: yes", "pilot: no", "pilot: yes"];
    let mut text = String::new();
    for (a, technology) in technologies.iter().enumerate() {
        for (b, group) in groups.iter().enumerate() {
            for (c, rest) in rests.iter().enumerate() {
                text.push_str(&format!("use u{a}{b}{c} {{ {technology} {group} {rest} }}\n"));
            }
        }
    }
    text
}

#[test]
fn what_is_said_of_a_use_is_what_is_decided_of_it() {
    let rules = super::agency::RULES.replace("maps \"Maps\"", "maps \"Maps\" palms \"Palms\"");
    let rules = format!("{rules}\ngiven technology includes palms, technology includes biometric\n");
    let agency = format!("{}\n{}", super::agency::AGENCY, register());
    let agency = agency.replace("procedure again", "procedure ▮again");
    let asked = asked(&[("rules.duly", &rules), ("agency.duly", &agency)]);
    let model = &asked.analysis.read.model;
    let mut settled = 0;
    for entity in model.entities.ids() {
        let mut checked =
            check::check(model, entity, date(2026, 6, 30), None, check::Stop(&|| false)).expect("nobody stops it");
        let facts = &mut checked.study.facts;
        for (id, it) in model.instances.iter().filter(|(_, it)| it.entity == entity) {
            for class in classes(model, id) {
                let all = facts.of_instance(id);
                let level = |level| Formula::Level { class: class.class, levels: vec![level] };
                let count = model.classifications[class.class].levels.len();
                let decided = facts.derived_levels(all, level, count);
                let (least, most) = (decided.first().copied(), decided.last().copied());
                assert!(Some(class.least) <= least && most <= Some(class.most), "{}: {class:?}, {decided:?}", it.name);
                settled += usize::from(class.least == class.most && decided.len() == 1);
            }
        }
    }
    assert!(settled > 20, "{settled}");
}
