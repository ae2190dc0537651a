//! The samples that show what the language looks like.

use super::{resolved, said};

const ENTITY: &str = include_str!("../../../../syntax/src/tests/entity.duly");
const GUIDANCE: &str = include_str!("../../../../syntax/src/tests/guidance.duly");
/// What the samples leave out.
const REST: &str = r#"
subject use { field data: some of data field context: some of context field status: one of status }
subject entity { field kind: one of kind field delivery: one of delivery }
subject role { field rank: one of rank field independence: one of independence }
vocabulary kind { agency }
vocabulary delivery { direct }
vocabulary rank ordered { officer director }
vocabulary independence ordered { same-unit other-unit external }
vocabulary status { deployed }
vocabulary context { humanitarian-emergency }
vocabulary technology { social }
vocabulary purpose { identity-management social-scoring }
vocabulary data { personal { sensitive { biometric-data is biometric } location } biometric }
vocabulary group { vulnerable { refugees children } civil-society }
vocabulary right { privacy non-discrimination }
vocabulary method { focus-group interview }
vocabulary how-much { summary }
vocabulary what { assessment }
vocabulary where { published }
vocabulary outcome { proceed conditions redesign refuse }
vocabulary trigger { purpose-change incident }
vocabulary stage { assess }
vocabulary action {
  screen
  assess { field covers: scope of right }
  rapid-assess
  publish { field what: one of what field how-much: one of how-much }
  mitigate
  award { field reasons: one of where }
  deploy enrol review propose suspend decide share-data collect-data sign-agreement accept-donation
}
"#;

#[test]
fn the_samples_resolve() {
    let reassess = "procedure reassessment { step again: assess by ethics-panel { covers: privacy } }";
    let files = [
        ("guidance:un-hrdd/guidance.duly", GUIDANCE),
        ("guidance:un-hrdd/words.duly", REST),
        ("refugee-agency/entity.duly", ENTITY),
        ("refugee-agency/reassess.duly", reassess),
    ];
    assert_eq!(said(&files), Vec::<String>::new());
    let model = resolved(&files).model;
    let (entity, _) = model.entities.iter().next().unwrap();
    let held = model.requirements_of(entity);
    assert_eq!(held.len(), 6);
    assert_eq!(model.requirement_name(held[0]), "un-hrdd/assess-before-commitment");
    let first = &model.requirements[held[0]];
    assert!(!first.waivable && first.stage.as_deref() == Some("assess") && first.sources.len() == 2);
    assert_eq!(first.suggest.as_deref(), Some("step assess: assess by _ { covers: [privacy, non-discrimination] }"));
}
