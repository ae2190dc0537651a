//! How one relation follows from two verdicts.

use super::Relation;
use crate::diagnostic::Verdict;

/// How an entity with this verdict stands to the requirement itself; `serves` says whether anything it does, or
/// states, goes that way at all.
pub(super) fn to_the_requirement(verdict: Verdict, serves: bool) -> Relation {
    match verdict {
        Verdict::NeverApplies => Relation::NeverApplies,
        Verdict::Kept => Relation::Equal,
        Verdict::Waived => Relation::Waived,
        Verdict::KeptIfOptional => Relation::Weaker,
        Verdict::ToBeJudged => Relation::ToBeJudged,
        Verdict::Undecided => Relation::Undecided,
        Verdict::Unknown => Relation::Unknown,
        Verdict::Broken if serves => Relation::Weaker,
        Verdict::Broken => Relation::Missing,
    }
}

/// How one verdict stands to another of the same requirement. Where both are the same it says nothing yet about which
/// of two broken ones lets more through.
pub(super) fn between(subject: Verdict, measure: Verdict) -> Relation {
    use Verdict::{Broken, Kept, KeptIfOptional, NeverApplies, ToBeJudged, Undecided, Unknown, Waived};
    match (subject, measure) {
        (NeverApplies, NeverApplies) => Relation::NeverApplies,
        (one, other) if one == other => Relation::Equal,
        (Kept | NeverApplies, Kept | NeverApplies) => Relation::Equal,
        (Undecided, _) | (_, Undecided) => Relation::Undecided,
        (Unknown, _) | (_, Unknown) => Relation::Unknown,
        (ToBeJudged, _) | (_, ToBeJudged) => Relation::ToBeJudged,
        (Waived, _) | (_, Waived) => Relation::Waived,
        (KeptIfOptional | Broken, Kept | NeverApplies) | (Broken, KeptIfOptional) => Relation::Weaker,
        (Kept | NeverApplies, KeptIfOptional | Broken) | (KeptIfOptional, Broken) => Relation::Stronger,
        // Equal ones were said above.
        (KeptIfOptional, KeptIfOptional) | (Broken, Broken) => Relation::Equal,
    }
}

/// How two things that are compared in two ways stand in all.
pub(super) fn both(one: Relation, other: Relation) -> Relation {
    use Relation::{Added, Equal, Incomparable, Missing, NeverApplies, Stronger, Weaker};
    match (one, other) {
        (one, Equal | NeverApplies) => one,
        (Equal | NeverApplies, other) => other,
        (Weaker | Missing, Weaker | Missing) | (Stronger | Added, Stronger | Added) => one.max(other),
        (Weaker | Missing | Stronger | Added | Incomparable, Weaker | Missing | Stronger | Added | Incomparable) => {
            Incomparable
        }
        // What is in doubt stays so.
        (Weaker | Missing | Stronger | Added | Incomparable, other) => other,
        (one, Weaker | Missing | Stronger | Added | Incomparable) => one,
        (one, other) => one.max(other),
    }
}
