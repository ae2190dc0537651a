//! What requirements suggest: steps that nobody has yet, so what is missing in them is no mistake.

use super::declare::Declared;
use super::{Resolver, Standpoint};
use crate::syntax::ast::Change;

impl<'a> Resolver<'a> {
    /// Notes what is named in suggestions. Of what cannot be found nothing is said: whoever takes a suggestion over
    /// puts their own names in.
    pub(super) fn resolve_suggestions(&mut self, declared: &Declared<'a>) {
        let said = self.diagnostics.len();
        self.guesses = usize::MAX; // nobody hears what is near to what cannot be found
        for &(id, it, tree) in &declared.requirements {
            let subject = self.model.requirements[id].subject;
            if let Some(block) = &tree.suggest {
                self.sketch(Standpoint { subject, ..it.from() }, block);
            }
        }
        for &(_, it, tree) in &declared.guidances {
            for change in &tree.tailoring {
                if let Change::Suggest(block) = &change.change {
                    self.sketch(it.from(), block);
                }
            }
        }
        self.diagnostics.truncate(said);
    }
}
