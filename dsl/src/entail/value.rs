//! What a field can be, as far as some demands tell its values apart.

mod actor;
mod time;

pub(super) use actor::spread;

use std::collections::BTreeSet;

use crate::check::meets;
use crate::model::{Entity, Field, FieldType, Held, Id, Model, On, Owner, Range, Topic, Value};

/// More ways for a field to be than this are too many.
const MOST_WAYS: usize = 96;
/// More demands on one field than this are too many.
const MOST_DEMANDS: usize = 48;
/// More demands of which nothing is understood than this are too many.
const MOST_OPAQUE: usize = 4;

/// Which of some demands are surely met, and which possibly: as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Met {
    pub(super) sure: u64,
    pub(super) possible: u64,
}

impl Met {
    fn and(self, other: Self) -> Self {
        Self { sure: self.sure | other.sure, possible: self.possible | other.possible }
    }

    /// It may be the one or the other.
    fn doubt(self, other: Self) -> Self {
        Self { sure: self.sure & other.sure, possible: self.possible | other.possible }
    }
}

/// How a step is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum View {
    /// As it is written: what is not stated is unknown, and counts against whoever wrote it.
    Written,
    /// As it is done: every field has some value, whether or not it is stated.
    Done,
}

/// What a demand is on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Slot {
    Actor,
    Outcome,
    Within,
    Age,
    /// What a fork asks about.
    Topic,
    /// How long a departure holds.
    Lasts,
    /// Why there is a departure.
    Reason,
    /// By name: fields of one name are one to the reader.
    Field(String),
}

impl Slot {
    /// What a constraint is on; `None` if that could not be read.
    pub(super) fn of(model: &Model, on: On) -> Option<Self> {
        Some(match on {
            On::Actor => Self::Actor,
            On::Outcome => Self::Outcome,
            On::Within => Self::Within,
            On::Age => Self::Age,
            On::Topic => Self::Topic,
            On::Lasts => Self::Lasts,
            On::Reason => Self::Reason,
            On::Field(field) => Self::Field(model.fields[field].name.clone()),
            On::Unreadable => return None,
        })
    }
}

/// A demand on the value of a field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Demand<'m> {
    pub(super) field: Option<Id<Field>>,
    pub(super) held: &'m Held,
}

/// Whose words are used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'m> {
    pub(super) model: &'m Model,
    pub(super) entity: Id<Entity>,
}

impl<'m> Words<'m> {
    /// Every way in which a slot can meet these demands or not; `None` if there are too many.
    pub(super) fn ways(self, slot: &Slot, demands: &[Demand<'m>], view: View) -> Option<Vec<Met>> {
        if demands.len() > MOST_DEMANDS {
            return None;
        }
        match slot {
            Slot::Actor => self.actors(demands, view),
            Slot::Outcome => self.outcomes(demands),
            Slot::Topic => topics(demands),
            Slot::Reason => free(vec![Met::default()], bits(demands, |_| true), View::Done),
            Slot::Within | Slot::Age | Slot::Lasts => self.stated(demands, view, Some(FieldType::Duration)),
            Slot::Field(_) => {
                let mut types = demands.iter().map(|it| it.field.and_then(|field| self.model.fields[field].ty));
                let first = types.next().flatten();
                let ty = if types.all(|it| it == first) { first } else { None };
                self.stated(demands, view, ty)
            }
        }
    }

    /// The values that demands tell apart, each stated or not.
    fn stated(self, demands: &[Demand<'m>], view: View, ty: Option<FieldType>) -> Option<Vec<Met>> {
        let stated = bits(demands, |it| matches!(it.held, Held::Stated));
        let all = bits(demands, |_| true);
        let values = self.values(demands, view, ty)?;
        seen(values, stated, all & !stated, view)
    }

    fn values(self, demands: &[Demand<'m>], view: View, ty: Option<FieldType>) -> Option<Vec<Met>> {
        let plain = |it: &Demand<'m>| match (it.held, ty) {
            (Held::Stated, _) | (_, None) => false,
            (Held::Compare(_, Value::Duration(_)), Some(FieldType::Duration)) => true,
            (_, Some(FieldType::Duration | FieldType::OneOf(Range::Subject(_) | Range::Roles))) => false,
            (_, Some(FieldType::SomeOf(Range::Subject(_) | Range::Roles))) => false,
            (Held::All(_) | Held::Any(_) | Held::None(_) | Held::Compare(..), _) => true,
            _ => false,
        };
        let told = match ty {
            Some(FieldType::Duration) => time::lengths(demands, plain, view)?,
            Some(ty) if demands.iter().any(plain) => {
                let candidates = self.candidates(demands, plain, ty)?;
                let of = |value: &Value| self.met_by(demands, plain, value);
                unique(candidates.iter().map(of))
            }
            _ => vec![Met::default()],
        };
        let opaque = bits(demands, |it| !plain(it) && !matches!(it.held, Held::Stated));
        free(told, opaque, view)
    }

    fn met_by(self, demands: &[Demand<'m>], plain: impl Fn(&Demand<'m>) -> bool, value: &Value) -> Met {
        let mut met = Met::default();
        for (at, demand) in demands.iter().enumerate().filter(|(_, it)| plain(it)) {
            match meets(self.model, self.entity, demand.field, value, demand.held) {
                Some(true) => met = met.and(Met { sure: 1 << at, possible: 1 << at }),
                Some(false) => {}
                None => met.possible |= 1 << at,
            }
        }
        met
    }

    /// Values of which one stands for each way in which the demands can be met.
    fn candidates(
        self,
        demands: &[Demand<'m>],
        plain: impl Fn(&Demand<'m>) -> bool,
        ty: FieldType,
    ) -> Option<Vec<Value>> {
        let mut named: Vec<Value> = Vec::new();
        for demand in demands.iter().filter(|it| plain(it)) {
            match demand.held {
                Held::All(values) | Held::Any(values) | Held::None(values) => named.extend(values.iter().cloned()),
                Held::Compare(_, value) => named.push(value.clone()),
                _ => {}
            }
        }
        named.sort();
        named.dedup();
        Some(match ty {
            FieldType::YesNo => vec![Value::YesNo(true), Value::YesNo(false)],
            FieldType::OneOf(Range::Vocabulary(vocabulary)) => self.terms(vocabulary),
            FieldType::SomeOf(Range::Vocabulary(vocabulary)) | FieldType::ScopeOf(vocabulary) => {
                let field = demands.iter().find_map(|it| it.field);
                return self.lists(field, &self.terms(vocabulary), &named, demands);
            }
            FieldType::Text => named.into_iter().chain([Value::Text("\u{0}".to_owned())]).collect(),
            FieldType::Number | FieldType::Money | FieldType::Date => named.iter().flat_map(around).collect(),
            _ => return None,
        })
    }

    fn terms(self, vocabulary: Id<crate::model::Vocabulary>) -> Vec<Value> {
        let visible = self.model.visible(Owner::Entity(self.entity));
        let terms = self.model.vocabularies[vocabulary].terms.iter();
        terms.filter(|&&it| visible.contains(&self.model.terms[it].owner)).map(|&it| Value::Term(it)).collect()
    }

    /// Lists of values, one for each way in which they can meet what is named, value by value.
    fn lists(
        self,
        field: Option<Id<Field>>,
        terms: &[Value],
        named: &[Value],
        demands: &[Demand<'m>],
    ) -> Option<Vec<Value>> {
        let compared = demands.iter().filter(|it| matches!(it.held, Held::Compare(..))).map(|it| it.held.clone());
        let asked: Vec<Held> = named.iter().map(|it| Held::All(vec![it.clone()])).chain(compared).collect();
        let tells = |list: &[Value]| -> Vec<Option<bool>> {
            let value = Value::List(list.to_vec());
            asked.iter().map(|held| meets(self.model, self.entity, field, &value, held)).collect()
        };
        let mut singles: Vec<(Vec<Option<bool>>, Vec<Value>)> = Vec::new();
        for term in terms {
            let list = vec![term.clone()];
            let told = tells(&list);
            if !singles.iter().any(|(known, _)| *known == told) {
                singles.push((told, list));
            }
        }
        let mut lists = vec![(tells(&[]), Vec::new())];
        let mut next = 0;
        while let Some((_, list)) = lists.get(next).cloned() {
            for (_, single) in &singles {
                let longer = [list.clone(), single.clone()].concat();
                let told = tells(&longer);
                if !lists.iter().any(|(known, _)| *known == told) {
                    lists.push((told, longer));
                }
            }
            if lists.len() > MOST_WAYS {
                return None;
            }
            next += 1;
        }
        Some(lists.into_iter().map(|(_, list)| Value::List(list)).collect())
    }

    fn outcomes(self, demands: &[Demand<'m>]) -> Option<Vec<Met>> {
        let opaque = bits(demands, |it| !matches!(it.held, Held::Stated | Held::Outcomes(_)));
        let stated = bits(demands, |it| matches!(it.held, Held::Stated));
        let visible = self.model.visible(Owner::Entity(self.entity));
        let outcomes = self.model.vocabularies.iter().filter(|(_, it)| it.name == "outcome");
        let terms: Vec<_> = outcomes.flat_map(|(_, it)| it.terms.iter().copied()).collect();
        let named = |wanted: &String, above: &[&str]| above.contains(&wanted.as_str());
        let met = |above: &[&str]| {
            let met = bits(
                demands,
                |it| matches!(it.held, Held::Outcomes(wanted) if wanted.iter().any(|it| named(it, above))),
            );
            Met { sure: met | stated, possible: met | stated }
        };
        let mut ways = vec![Met::default(), met(&[])];
        for term in terms.into_iter().filter(|&it| visible.contains(&self.model.terms[it].owner)) {
            let above = self.model.above(term);
            let above: Vec<&str> = above.iter().map(|&it| self.model.terms[it].name.as_str()).collect();
            ways.push(met(&above));
        }
        for demand in demands {
            if let Held::Outcomes(wanted) = demand.held {
                ways.extend(wanted.iter().map(|it| met(&[it.as_str()])));
            }
        }
        free(unique(ways.into_iter()), opaque, View::Done)
    }
}

/// A fork asks about any of what is named, or about none of it.
fn topics(demands: &[Demand<'_>]) -> Option<Vec<Met>> {
    let mut named: Vec<&Topic> = Vec::new();
    for demand in demands {
        let Held::Topics(topics) = demand.held else { return None };
        for topic in topics {
            if !named.contains(&topic) {
                named.push(topic);
            }
        }
    }
    if named.len() > MOST_OPAQUE {
        return None;
    }
    let ways = (0..1_u32 << named.len()).map(|asked| {
        let asks = |topic: &Topic| named.iter().position(|it| *it == topic).is_some_and(|at| asked >> at & 1 == 1);
        let met = bits(demands, |it| matches!(it.held, Held::Topics(topics) if topics.iter().any(asks)));
        Met { sure: met, possible: met }
    });
    Some(unique(ways))
}

/// The values around one on its scale.
fn around(value: &Value) -> Vec<Value> {
    let near = |it: i64| [it.saturating_sub(1), it, it.saturating_add(1)];
    match value {
        Value::Number(it) => near(*it).map(Value::Number).to_vec(),
        Value::Money(it, currency) => {
            // Another currency compares with none.
            let other = Value::Money(*it, format!("{currency}?"));
            near(*it).map(|it| Value::Money(it, currency.clone())).into_iter().chain([other]).collect()
        }
        Value::Date(date) => {
            let days = [date.yesterday().ok(), Some(*date), date.tomorrow().ok()];
            days.into_iter().flatten().map(Value::Date).collect()
        }
        other => vec![other.clone()],
    }
}

/// What is stated, or not, beside the value itself.
fn seen(values: Vec<Met>, stated: u64, others: u64, view: View) -> Option<Vec<Met>> {
    let said = Met { sure: stated, possible: stated };
    match view {
        View::Written => {
            let unstated = Met { sure: 0, possible: others };
            Some(unique(values.into_iter().map(|it| it.and(said)).chain([unstated])))
        }
        View::Done => {
            let mut all = Vec::new();
            for value in values {
                all.extend(settled(value)?);
            }
            let both = all.into_iter().flat_map(|it| [it, it.and(said)]);
            Some(unique(both))
        }
    }
}

/// Each way in which a doubt can turn out.
fn settled(met: Met) -> Option<Vec<Met>> {
    let doubts = met.possible & !met.sure;
    if doubts.count_ones() > 5 {
        return None;
    }
    let mut ways = vec![Met { sure: met.sure, possible: met.sure }];
    for bit in (0..64).map(|at| 1_u64 << at).filter(|bit| doubts & bit != 0) {
        let more: Vec<Met> = ways.iter().map(|it| it.and(Met { sure: bit, possible: bit })).collect();
        ways.extend(more);
    }
    Some(ways)
}

/// Demands of which nothing is understood are met or not, whatever else is.
fn free(ways: Vec<Met>, opaque: u64, view: View) -> Option<Vec<Met>> {
    let mut ways = ways;
    let count = usize::try_from(opaque.count_ones()).unwrap_or(usize::MAX);
    if count > MOST_OPAQUE {
        return None;
    }
    for bit in (0..64).map(|at| 1_u64 << at).filter(|bit| opaque & bit != 0) {
        let mut more = vec![Met { sure: bit, possible: bit }];
        if view == View::Written {
            more.push(Met { sure: 0, possible: bit });
        }
        let with: Vec<Met> = ways.iter().flat_map(|it| more.iter().map(|more| it.and(*more))).collect();
        ways.extend(with);
    }
    (ways.len() <= MOST_WAYS * 4).then_some(ways)
}

fn unique(ways: impl Iterator<Item = Met>) -> Vec<Met> {
    ways.collect::<BTreeSet<_>>().into_iter().collect()
}

fn bits<'m>(demands: &[Demand<'m>], is: impl Fn(&Demand<'m>) -> bool) -> u64 {
    demands.iter().enumerate().filter(|(_, it)| is(it)).fold(0, |bits, (at, _)| bits | 1 << at)
}
