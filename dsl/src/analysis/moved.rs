//! Where a place of an older text stands in a newer one.

use std::collections::BTreeMap;

use crate::source::{FileId, Place, Span};

use super::decide::Decided;

/// From old places to new ones, found from places that pair off.
#[derive(Debug)]
pub(super) struct Moved {
    starts: BTreeMap<(FileId, u32), (FileId, u32)>,
    ends: BTreeMap<(FileId, u32), (FileId, u32)>,
    /// Whether nothing stands elsewhere than before.
    nothing: bool,
    /// The first file whose places move at all: what ships stays.
    own: FileId,
}

impl Moved {
    /// Pairs places off; `None` if one of them went to two.
    pub(super) fn new(old: &[Place], new: &[Place], own: FileId) -> Option<Self> {
        let nothing = old == new;
        let mut moved = Self { starts: BTreeMap::new(), ends: BTreeMap::new(), nothing, own };
        if nothing {
            return Some(moved);
        }
        for (old, new) in old.iter().zip(new) {
            let start = (new.file, new.span.start);
            let end = (new.file, new.span.end);
            let same = *moved.starts.entry((old.file, old.span.start)).or_insert(start) == start
                && *moved.ends.entry((old.file, old.span.end)).or_insert(end) == end;
            if !same {
                return None;
            }
        }
        (old.len() == new.len()).then_some(moved)
    }

    fn place(&self, at: &mut Place) -> Option<()> {
        if at.file < self.own {
            return Some(());
        }
        let &(file, start) = self.starts.get(&(at.file, at.span.start))?;
        let &(same, end) = self.ends.get(&(at.file, at.span.end))?;
        *at = Place { file, span: Span { start, end } };
        (file == same).then_some(())
    }

    /// Moves everything to where it stands now; `None` if that is not known of some place.
    pub(super) fn all(&self, decided: &mut Decided) -> Option<()> {
        if self.nothing {
            return Some(());
        }
        for it in &mut decided.diagnostics {
            self.place(&mut it.at)?;
            it.labels.iter_mut().try_for_each(|label| self.place(&mut label.at))?;
            let stops = it.finding.iter_mut().filter_map(|it| it.witness.as_mut()).flat_map(|it| &mut it.run);
            stops.map(|stop| &mut stop.at).try_for_each(|at| self.place(at))?;
        }
        for it in &mut decided.verdicts {
            let stops = it.finding.witness.iter_mut().flat_map(|it| &mut it.run);
            stops.map(|stop| &mut stop.at).try_for_each(|at| self.place(at))?;
        }
        Some(())
    }
}
