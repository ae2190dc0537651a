//! Which day it is.

use duly_dsl::Date;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The day that was set, or that the environment says, or today in UTC, so that all who check the same files on one
/// day are told the same.
pub(crate) fn today(set: Option<Date>) -> Date {
    let told = || std::env::var("DULY_TODAY").ok().and_then(|day| day.parse().ok());
    set.or_else(told).unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date())
}
