//! The drawing room: a procedure as a picture, with the run that breaks a requirement drawn into it.
//!
//! Takes an answer and the place of a procedure; gives a whole picture for editors, reports and the command line, which
//! holds its own words, colours and text alternative, and a chart for programs that draw for themselves.

mod chart; // what is drawn, as plain data
mod columns; // ways on, side by side
mod draw; // the picture as SVG
mod facts; // what is known of the case of a run
mod find; // which procedure is meant, and which run
mod layout; // where everything goes
mod measure; // how wide words are
mod plan; // what is drawn
mod run; // the broken run, found again
mod tell; // the picture in words
mod words; // what stands in it

use crate::Analysis;
use crate::diagnostic::Witness;
use crate::source::Place;
use crate::syntax::ast::{Block, Item, ItemKind, Procedure};
pub use chart::{Chart, ChartFrame, ChartNode, ChartWay, NodeKind};
use draw::{Caption, Tone};
use facts::Facts;
pub use find::Described;
use measure::cut;
use plan::Plan;
use run::{Broken, Drawn};
use words::Words;

/// A picture of a procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub title: String,
    /// A whole SVG document; it refers to nothing outside and holds no script.
    pub svg: String,
    /// The same for those who cannot see it.
    pub text: String,
}

/// A procedure, laid out.
struct Laid<'a> {
    title: String,
    plan: Plan,
    /// What it is drawn for, and the run of it.
    run: Option<(Broken<'a>, Drawn)>,
    words: Words<'a>,
    body: &'a Block,
}

impl Analysis {
    /// The procedure whose name stands there, with the run of a diagnostic, by its number, drawn into it.
    #[must_use]
    pub fn picture(&self, procedure: Place, run: Option<usize>) -> Option<Picture> {
        self.pictured(procedure, self.told(run))
    }

    /// The same with any run, and what is said of it.
    #[must_use]
    pub fn picture_of(&self, procedure: Place, message: &str, witness: &Witness) -> Option<Picture> {
        self.pictured(procedure, Some(Broken::shown(message, witness)?))
    }

    fn told(&self, run: Option<usize>) -> Option<Broken<'_>> {
        run.and_then(|it| self.diagnostics.get(it)).map(Broken::told)
    }

    fn pictured<'a>(&'a self, procedure: Place, case: Option<Broken<'a>>) -> Option<Picture> {
        let Laid { title, plan, run, words, body } = self.laid_out(procedure, case)?;
        let text = tell::tell(&title, &words, body, run.as_ref().map(|(it, drawn)| (*it, drawn)));
        let above = run.as_ref().map_or(Vec::new(), |(it, drawn)| above(*it, drawn));
        let drawn = run.map(|(_, drawn)| drawn).unwrap_or_default();
        let caption = Caption { title: title.clone(), above, text: text.clone() };
        Some(Picture { title, svg: draw::svg(&plan, &drawn, &caption), text })
    }

    /// The same, for programs that draw for themselves.
    #[must_use]
    pub fn chart(&self, procedure: Place, run: Option<usize>) -> Option<Chart> {
        let Laid { title, plan, run, .. } = self.laid_out(procedure, self.told(run))?;
        let remarks = run.as_ref().map_or(Vec::new(), |(it, drawn)| above(*it, drawn));
        let drawn = run.map(|(_, drawn)| drawn).unwrap_or_default();
        let remarks = remarks.into_iter().map(|(_, words)| words).collect();
        Some(chart::chart(title, remarks, &plan, &drawn))
    }

    fn laid_out<'a>(&'a self, procedure: Place, case: Option<Broken<'a>>) -> Option<Laid<'a>> {
        let parse = self.read.parses.get(procedure.file.0 as usize)?;
        let (item, tree) = find(&parse.file.items, procedure)?;
        let model = &self.read.model;
        let entity = model.procedures.iter().find(|(_, it)| it.at == procedure).map(|(_, it)| it.entity);
        let words = Words::new(self, procedure.file, entity, &tree.body);
        let name = item.name.as_ref().map_or("procedure", |it| it.text.as_str());
        let title = item.title.as_ref().map_or_else(|| words::spoken(name), |it| cut(&it.text, words::LONGEST));
        let plan = layout::lay_out(&words, &tree.body);
        let facts = Facts::new(model, case.map_or(&[], Broken::facts), &tree.body);
        let run = case.map(|it| (it, run::draw(&plan, procedure.file, item.span, it, &facts)));
        Some(Laid { title, plan, run, words, body: &tree.body })
    }
}

/// The procedure whose name stands there, or that the place is inside of.
fn find(items: &[Item], at: Place) -> Option<(&Item, &Procedure)> {
    let item = items.iter().find(|it| it.span.start <= at.span.start && at.span.end <= it.span.end)?;
    match &item.kind {
        ItemKind::Procedure(tree) => Some((item, tree)),
        ItemKind::Guidance(it) => find(&it.items, at),
        ItemKind::Entity(it) => find(&it.items, at),
        ItemKind::Instance(it) => find(&it.items, at),
        _ => None,
    }
}

/// What is said above the picture: what is missing, under which facts, and what happened elsewhere.
fn above(case: Broken<'_>, drawn: &Drawn) -> Vec<(Tone, String)> {
    const MOST: usize = 12;
    let mut above = vec![(Tone::Broken, format!("! {}", case.message))];
    if !case.facts().is_empty() {
        above.push((Tone::Plain, format!("The case: {}", tell::facts(case.facts()))));
    }
    if !drawn.elsewhere.is_empty() {
        let mut stops: Vec<String> = drawn
            .elsewhere
            .iter()
            .take(MOST)
            .map(|(number, step)| format!("{number} {}", words::spoken(step)))
            .collect();
        if drawn.elsewhere.len() > MOST {
            stops.push(format!("and {} more", drawn.elsewhere.len() - MOST));
        }
        above.push((Tone::Plain, format!("In other procedures: {}", stops.join(", "))));
    }
    above
}
