//! Several guidances, profiles, requirements.

use super::super::super::{Level, Owner, What};
use super::{check, resolved, said};

const TWO: &str = "guidance a { subject use { field loud: yes or no }
    vocabulary action { assess } vocabulary colour { red }
    classify risk for use on [low, high] { high when loud is yes otherwise low }
    requirement r must { require assess } requirement s must, not waivable { require assess { age: at most 6 months } } }
  guidance b { subject use { field quiet: yes or no }
    vocabulary action { assess } vocabulary colour { red }
    classify risk for use on [low, high] { high when quiet is yes otherwise low }
    requirement r must { require assess } }";

#[test]
fn names_that_clash_are_written_with_their_guidance() {
    let user = "entity e { follows a, b }
        procedure p for any use { step s: assess step t: a.assess when risk is high { end } when b.risk is high { end } }
        waiver w: r { } waiver v: b.r { }";
    assert_eq!(
        said(&[("g/two.duly", TWO), ("e.duly", user)]),
        [
            "DLY103 e.duly:assess: `assess` may mean 2 different things here; write `a.assess` or `b.assess` to say which one you mean",
            "DLY103 e.duly:risk: `risk` may mean 2 different things here; write `a.risk` or `b.risk` to say which one you mean",
            "DLY103 e.duly:r: `r` may mean 2 different things here; write `a.r` or `b.r` to say which one you mean",
        ]
    );
}

#[test]
fn a_profile_stands_in_for_its_base() {
    let profile = "guidance small tailors a {
        lower r to should because \"few people\"
        set s { age: at most 3 months } because \"faster\"
    }
    entity e { follows small }";
    let files = [("g/two.duly", TWO), ("e.duly", profile)];
    assert_eq!(said(&files), Vec::<String>::new());
    let model = resolved(&files).model;
    let (entity, _) = model.entities.iter().next().unwrap();
    let held: Vec<(String, Level)> = model
        .requirements_of(entity)
        .into_iter()
        .map(|it| (model.requirement_name(it), model.requirements[it].level))
        .collect();
    assert_eq!(held, [("small/r".to_owned(), Level::Should), ("small/s".to_owned(), Level::Must)]);
    assert_eq!(model.classifications_for(Owner::Entity(entity)).len(), 1);
}

#[test]
fn a_profile_does_not_weaken_what_is_not_waivable() {
    let profile = "guidance small tailors a {
        lower s to may because \"x\"
        set s { age: at most 12 months } because \"x\"
        drop s because \"x\"
        raise r to should because \"x\"
        drop rr because \"x\"
        drop r
    }";
    let found = said(&[("g/two.duly", TWO), ("e.duly", profile)]);
    let short: Vec<&str> = found.iter().filter_map(|it| it.split(';').next()).collect();
    assert_eq!(
        short,
        [
            "DLY115 e.duly:s: `s` is not waivable and cannot be lowered",
            "DLY115 e.duly:age: at most 12 months: `s` is not waivable and cannot be made weaker",
            "DLY115 e.duly:s: `s` is not waivable and cannot be dropped",
            "DLY115 e.duly:r: this does not raise `r`",
            "DLY101 e.duly:rr: `a` has no requirement called `rr`",
            "DLY115 e.duly:drop r: no reason is given for changing `r`",
        ]
    );
}

#[test]
fn definitions_are_put_in_their_place() {
    let text = "guidance g { subject use { field loud: yes or no }
        vocabulary action { award sign { field how: text } } vocabulary trigger { incident }
        define commitment: award or sign when loud is yes
        define anything: commitment or incident
        requirement r must { require anything { by: stated } }
        requirement s must { each use must have { record sign { how: stated } } }
        requirement t must { suggest {
            step a: award by _ {
              how: \"x\"
            }
          }
          never step }
        }";
    let model = resolved(&[("g.duly", text)]).model;
    let requirements: Vec<_> = model.requirements.iter().map(|it| it.1).collect();
    let super::super::super::Pattern::Require { event, .. } = &requirements[0].clauses[0].pattern else { panic!() };
    let whens: Vec<usize> = event.alternatives.iter().map(|it| it.when.len()).collect();
    assert_eq!(whens, [0, 1, 0]);
    assert!(matches!(event.alternatives[2].what, What::Trigger(_)));
    assert!(event.alternatives.iter().all(|it| it.constraints.len() == 1));
    assert_eq!(requirements[2].suggest.as_deref(), Some("step a: award by _ {\n  how: \"x\"\n}"));
}

#[test]
fn definitions_that_grow_without_bound_are_stopped() {
    let mut text = "define d0: assess or award\n".to_owned();
    for at in 1..60 {
        text += &format!("define d{at}: d{0} or d{0}\n", at - 1);
    }
    let found = said(&[("e.duly", &(text + super::WORLD))]);
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn unknown_levels_and_events_are_said() {
    check(
        "requirement r mst { before awrd, require assess }",
        &[
            "DLY101 mst: there is no level called `mst`; did you mean `must`?",
            "DLY101 awrd: there is no action called `awrd`; did you mean `award`?",
        ],
    );
}

#[test]
fn fields_point_to_roles_and_facts() {
    check(
        "subject procedure { field owner: one of role }
        requirement r must { each assess must have { by: { rank: above owner.rank } } }
        requirement s must { after incident until deploy, never award { by: { rank: at least senior } } }
        requirement t must { entity must have { kind: stated } }
        requirement u must { applies when use.risk is high  keep apart assess, award or deploy }
        procedure p for any use { owner: officer  step a: assess by officer when risk is high, director otherwise }",
        &["DLY101 kind: an entity carries no field called `kind`"],
    );
}
