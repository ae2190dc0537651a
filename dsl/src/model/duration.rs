//! Lengths of time, kept as they were written: a month is not thirty days.

/// A length of time. Parts add up: `1 month` and `10 days` is both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Duration {
    pub(crate) months: u32,
    pub(crate) hours: u32,
    /// Days on which the entity works; they compare with other units only where a calendar is declared.
    pub(crate) working_days: u32,
}
