//! The guidance that comes along. It is read like any other source.

/// Path and text of each file, in the order in which they are read.
pub(crate) const SHIPPED: &[(&str, &str)] = &[
    ("guidance:un-hrdd/assess.duly", include_str!("../guidance/un-hrdd/assess.duly")),
    ("guidance:un-hrdd/b-tech-2020.duly", include_str!("../guidance/un-hrdd/b-tech-2020.duly")),
    ("guidance:un-hrdd/communicate.duly", include_str!("../guidance/un-hrdd/communicate.duly")),
    ("guidance:un-hrdd/decide.duly", include_str!("../guidance/un-hrdd/decide.duly")),
    ("guidance:un-hrdd/definitions.duly", include_str!("../guidance/un-hrdd/definitions.duly")),
    ("guidance:un-hrdd/engage.duly", include_str!("../guidance/un-hrdd/engage.duly")),
    ("guidance:un-hrdd/equip.duly", include_str!("../guidance/un-hrdd/equip.duly")),
    ("guidance:un-hrdd/govern.duly", include_str!("../guidance/un-hrdd/govern.duly")),
    ("guidance:un-hrdd/guidance.duly", include_str!("../guidance/un-hrdd/guidance.duly")),
    ("guidance:un-hrdd/igf-2023.duly", include_str!("../guidance/un-hrdd/igf-2023.duly")),
    ("guidance:un-hrdd/mitigate.duly", include_str!("../guidance/un-hrdd/mitigate.duly")),
    ("guidance:un-hrdd/procure.duly", include_str!("../guidance/un-hrdd/procure.duly")),
    ("guidance:un-hrdd/remedy.duly", include_str!("../guidance/un-hrdd/remedy.duly")),
    ("guidance:un-hrdd/risk.duly", include_str!("../guidance/un-hrdd/risk.duly")),
    ("guidance:un-hrdd/rules.duly", include_str!("../guidance/un-hrdd/rules.duly")),
    ("guidance:un-hrdd/screen.duly", include_str!("../guidance/un-hrdd/screen.duly")),
    ("guidance:un-hrdd/track.duly", include_str!("../guidance/un-hrdd/track.duly")),
    ("guidance:un-hrdd/vocabulary/actions.duly", include_str!("../guidance/un-hrdd/vocabulary/actions.duly")),
    ("guidance:un-hrdd/vocabulary/data.duly", include_str!("../guidance/un-hrdd/vocabulary/data.duly")),
    ("guidance:un-hrdd/vocabulary/diligence.duly", include_str!("../guidance/un-hrdd/vocabulary/diligence.duly")),
    ("guidance:un-hrdd/vocabulary/engagement.duly", include_str!("../guidance/un-hrdd/vocabulary/engagement.duly")),
    ("guidance:un-hrdd/vocabulary/organisation.duly", include_str!("../guidance/un-hrdd/vocabulary/organisation.duly")),
    ("guidance:un-hrdd/vocabulary/people.duly", include_str!("../guidance/un-hrdd/vocabulary/people.duly")),
    ("guidance:un-hrdd/vocabulary/technology.duly", include_str!("../guidance/un-hrdd/vocabulary/technology.duly")),
];
