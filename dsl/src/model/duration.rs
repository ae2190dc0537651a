//! Lengths of time, kept as they were written: a month is not thirty days.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::syntax::ast;

/// A length of time. Parts add up: `1 month` and `10 days` is both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Duration {
    pub(crate) months: u32,
    pub(crate) hours: u32,
    /// Days on which the entity works; they compare with other units only where a calendar is declared.
    pub(crate) working_days: u32,
}

/// Working days a week, holidays a year.
pub(crate) type Calendar = (u32, u32);

/// Whether a promised time is within a demanded one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fits {
    /// Whatever day it starts.
    Surely,
    /// On some day it starts, it is longer.
    Not,
    /// Working days, and no calendar that settles it.
    Unknown,
}

impl From<ast::Duration> for Duration {
    fn from(written: ast::Duration) -> Self {
        let count = written.count;
        let hours = |each: u32| Self { hours: count.saturating_mul(each), ..Self::default() };
        match written.unit {
            ast::Unit::Hour => hours(1),
            ast::Unit::Day => hours(24),
            ast::Unit::Week => hours(168),
            ast::Unit::WorkingDay => Self { working_days: count, ..Self::default() },
            ast::Unit::Month => Self { months: count, ..Self::default() },
            ast::Unit::Year => Self { months: count.saturating_mul(12), ..Self::default() },
        }
    }
}

impl Duration {
    /// Both, one after the other.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            months: self.months.saturating_add(other.months),
            hours: self.hours.saturating_add(other.hours),
            working_days: self.working_days.saturating_add(other.working_days),
        }
    }

    /// A whole number of days.
    pub(crate) fn days(days: u32) -> Self {
        Self { hours: days.saturating_mul(24), ..Self::default() }
    }

    /// How many whole days it may be, at the least and at the most; begun days count.
    pub(crate) fn in_days(self, calendar: Calendar) -> Option<(i64, i64)> {
        let (shortest, longest) = span(self.working_days, calendar)?;
        let days = i64::from(self.hours.div_ceil(24));
        Some((shortest_months(self.months) + days + shortest, longest_months(self.months) + days + longest))
    }

    /// The day this long after `date`; `None` past the end of time, or for working days without a calendar.
    ///
    /// Begun days count; working days are taken at their longest.
    pub(crate) fn after(self, date: Date, calendar: Option<Calendar>) -> Option<Date> {
        let working = match self.working_days {
            0 => 0,
            days => longest(days, calendar?)?,
        };
        let days = i64::from(self.hours.div_ceil(24)).checked_add(working)?;
        let months = i32::try_from(self.months).ok().filter(|&it| it < 200_000)?;
        let days = i32::try_from(days).ok().filter(|&it| it < 7_000_000)?;
        date.checked_add(months.months()).ok()?.checked_add(days.days()).ok()
    }
}

/// How many days from one date to another; negative if `to` comes first.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// Whether, for every start date, `promised` is at most `demanded`.
pub(crate) fn compare(promised: Duration, demanded: Duration, calendar: Option<Calendar>) -> Fits {
    let left = Sides::of(promised, demanded);
    let right = Sides::of(demanded, promised);
    let slack = shortest_months(right.months) * 24 + right.hours - longest_months(left.months) * 24 - left.hours;
    if left.working == 0 && right.working == 0 {
        return if slack >= 0 { Fits::Surely } else { Fits::Not };
    }
    let bounds = calendar.and_then(|it| Some((span(left.working, it)?, span(right.working, it)?)));
    let Some((left_days, right_days)) = bounds else {
        return match (left.working > 0, slack >= 0) {
            (true, false) => Fits::Not,
            (false, true) => Fits::Surely,
            _ => Fits::Unknown,
        };
    };
    if slack + (right_days.0 - left_days.1) * 24 >= 0 {
        Fits::Surely
    } else if slack + (right_days.1 - left_days.0) * 24 < 0 {
        Fits::Not
    } else {
        Fits::Unknown
    }
}

/// What one duration has more of than another.
struct Sides {
    months: u32,
    hours: i64,
    working: u32,
}

impl Sides {
    fn of(one: Duration, other: Duration) -> Self {
        Self {
            months: one.months.saturating_sub(other.months),
            hours: i64::from(one.hours.saturating_sub(other.hours)),
            working: one.working_days.saturating_sub(other.working_days),
        }
    }
}

/// Four years of months, the last of which is a leap year.
const CYCLE: [i64; 48] = [
    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, //
    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
];

fn longest_months(months: u32) -> i64 {
    stretches(months).max().unwrap_or(0)
}

fn shortest_months(months: u32) -> i64 {
    stretches(months).min().unwrap_or(0)
}

/// The days in that many months, for each month they can begin in.
fn stretches(months: u32) -> impl Iterator<Item = i64> {
    let whole = i64::from(months / 48) * CYCLE.iter().sum::<i64>();
    let rest = (months % 48) as usize;
    (0..48).map(move |start| whole + CYCLE.iter().cycle().skip(start).take(rest).sum::<i64>())
}

/// The fewest and the most days that so many working days can take.
fn span(working: u32, calendar: Calendar) -> Option<(i64, i64)> {
    Some((shortest(working, calendar)?, longest(working, calendar)?))
}

/// Begun after a rest: rest days fall between full weeks only, and no holiday.
fn shortest(working: u32, (week, _): Calendar) -> Option<i64> {
    let week = i64::from(week);
    let working = i64::from(working);
    (1..=7).contains(&week).then(|| match working {
        0 => 0,
        _ => working + (7 - week) * ((working - 1) / week),
    })
}

/// Begun before a rest, with all the holidays of each begun year in between.
fn longest(working: u32, (week, holidays): Calendar) -> Option<i64> {
    let (week, holidays) = (i64::from(week), i64::from(holidays));
    if working == 0 {
        return (1..=7).contains(&week).then_some(0);
    }
    if !(1..=7).contains(&week) || holidays >= week * 52 {
        return None;
    }
    let days_for = |worked: i64| worked + (7 - week) * ((worked + week - 1) / week);
    let mut days = days_for(i64::from(working));
    // Each lap adds the holidays of the years that the last one reached into; it settles, for a year has room for all.
    for _ in 0..10_000 {
        let years = (days + 364) / 365;
        let next = days_for(i64::from(working) + holidays * years);
        if next == days {
            return Some(days);
        }
        days = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn months(months: u32) -> Duration {
        Duration { months, ..Duration::default() }
    }

    fn working(working_days: u32) -> Duration {
        Duration { working_days, ..Duration::default() }
    }

    #[test]
    fn a_month_promised_is_long_and_a_month_demanded_is_short() {
        assert_eq!(compare(months(1), Duration::days(31), None), Fits::Surely);
        assert_eq!(compare(months(1), Duration::days(30), None), Fits::Not);
        assert_eq!(compare(Duration::days(28), months(1), None), Fits::Surely);
        assert_eq!(compare(Duration::days(29), months(1), None), Fits::Not);
    }

    #[test]
    fn equal_units_compare_exactly() {
        assert_eq!(compare(months(12), months(12), None), Fits::Surely);
        assert_eq!(compare(months(13), months(12), None), Fits::Not);
        let both = months(1).plus(Duration::days(2));
        assert_eq!(compare(both, months(1).plus(Duration::days(2)), None), Fits::Surely);
        assert_eq!(compare(both, months(1), None), Fits::Not);
    }

    #[test]
    fn years_know_of_leap_days() {
        assert_eq!(compare(Duration::days(365), months(12), None), Fits::Surely);
        assert_eq!(compare(months(12), Duration::days(365), None), Fits::Not);
        assert_eq!(compare(months(12), Duration::days(366), None), Fits::Surely);
        assert_eq!(compare(Duration::days(1461), months(48), None), Fits::Surely);
        assert_eq!(compare(months(3), Duration::days(92), None), Fits::Surely);
        assert_eq!(compare(Duration::days(89), months(3), None), Fits::Surely);
        assert_eq!(compare(Duration::days(90), months(3), None), Fits::Not);
    }

    #[test]
    fn working_days_need_a_calendar() {
        assert_eq!(compare(working(10), working(10), None), Fits::Surely);
        assert_eq!(compare(working(11), working(10), None), Fits::Unknown);
        assert_eq!(compare(working(10), Duration::days(14), None), Fits::Unknown);
        assert_eq!(compare(working(10), Duration::days(14), Some((5, 0))), Fits::Surely);
        assert_eq!(compare(working(10), Duration::days(9), Some((5, 0))), Fits::Not);
        assert_eq!(compare(working(10), Duration::days(14), Some((5, 10))), Fits::Unknown);
        assert_eq!(compare(Duration::days(12), working(10), Some((5, 10))), Fits::Surely);
        assert_eq!(compare(Duration::days(5), working(10).plus(Duration::days(5)), None), Fits::Surely);
        assert_eq!(compare(working(10), months(2), Some((9, 0))), Fits::Unknown);
    }

    #[test]
    fn dates_move_by_durations() {
        assert_eq!(days_between(date(2024, 2, 28), date(2024, 3, 1)), 2);
        assert_eq!(days_between(date(2024, 3, 1), date(2024, 2, 28)), -2);
        assert_eq!(months(1).after(date(2026, 1, 31), None), Some(date(2026, 2, 28)));
        assert_eq!(Duration::days(90).after(date(2026, 1, 1), None), Some(date(2026, 4, 1)));
        assert_eq!(working(5).after(date(2026, 1, 1), None), None);
        assert_eq!(months(u32::MAX).after(date(2026, 1, 1), None), None);
    }
}
