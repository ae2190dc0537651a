//! The reading desk, signature: which parts a clause takes.

use super::Point;
use super::complete::read_to;
use crate::Analysis;
use crate::explain::type_words;
use crate::model::{Declared, Thing};

/// So many fields are shown at once.
const MOST_FIELDS: usize = 24;

/// The shape of the clause at a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// `step NAME "Title": ACTION by ROLE { … }`
    pub label: String,
    /// What it is, as Markdown.
    pub markdown: String,
    /// The parts, as stretches of bytes of the label, and what each is.
    pub parts: Vec<(std::ops::Range<usize>, String)>,
    /// The part that is being written, if it is one of them.
    pub active: Option<usize>,
}

impl Analysis {
    /// The shape of the clause at a point.
    #[must_use]
    pub fn signature(&self, at: Point) -> Option<Signature> {
        let (shape, part) = read_to(self, at, |reader| reader.shape)??;
        let whole = shape.signature(part);
        let braces = whole.active.is_some_and(|it| it + 1 == whole.parts.len());
        let inside = braces && matches!(shape, Shape::Step | Shape::Decide);
        let how = || self.how_it_is_done(at).filter(|_| inside);
        how().or(Some(whole))
    }

    /// In the braces of a step: what can be said about its action.
    fn how_it_is_done(&self, at: Point) -> Option<Signature> {
        let holds = |it: &&Declared| it.whole.start <= at.offset && at.offset <= it.whole.end;
        let declared = self.read.catalogue().in_file(at.file).iter().filter(holds);
        let step = declared.filter_map(|it| match it.thing {
            Thing::Step(id) => Some((it, id)),
            _ => None,
        });
        let (declared, id) = step.min_by_key(|(it, _)| it.whole.end - it.whole.start)?;
        let model = &self.read.model;
        let action = model.steps[id].action?;
        let fields = model.fields_of_term(action);
        let mut label = format!("{} {{", model.terms[action].name);
        let mut parts = Vec::new();
        let mut names = Vec::new();
        for &field in fields.iter().take(MOST_FIELDS) {
            let it = &model.fields[field];
            let ty = it.ty.map_or_else(|| "…".to_owned(), |ty| type_words(model, ty));
            label.push_str("  ");
            let start = label.len();
            label.push_str(&format!("{}: {ty}", it.name));
            parts.push((start..label.len(), it.doc.clone().unwrap_or_default()));
            names.push(it.name.as_str());
        }
        label.push_str("  within: DURATION }");
        let text = self.files.get(at.file.0 as usize).map_or("", |it| &*it.text);
        let written = text.get(declared.name.span.end as usize..at.offset as usize).unwrap_or("");
        let written = written.rsplit('{').next().unwrap_or("");
        let last = |name: &&str| written.rfind(&format!("{name}:"));
        let active = (0..).zip(&names).filter_map(|(nth, name)| Some((last(name)?, nth))).max().map(|(_, nth)| nth);
        let title = model.terms[action].title.as_deref().unwrap_or("what is done");
        Some(Signature { label, markdown: super::prose::line(title), parts, active })
    }
}

macro_rules! shapes {
    ($($name:ident $label:literal $meaning:literal [$($part:literal $what:literal),*])*) => {
        /// A kind of clause.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Shape { $($name),* }

        impl Shape {
            #[cfg(test)]
            const ALL: &[Self] = &[$(Self::$name),*];

            fn words(self) -> (&'static str, &'static str, &'static [(&'static str, &'static str)]) {
                match self { $(Self::$name => ($label, $meaning, &[$(($part, $what)),*])),* }
            }
        }
    };
}

impl Shape {
    /// Its parts stand in the label in their order.
    fn signature(self, part: usize) -> Signature {
        let (label, meaning, parts) = self.words();
        let mut from = 0;
        let mut found = Vec::new();
        for (text, what) in parts {
            // A part of which nothing is said only keeps the count.
            if what.is_empty() {
                found.push((from..from, String::new()));
                continue;
            }
            let start = label.get(from..).and_then(|it| it.find(text)).map_or(from, |it| from + it);
            from = start + text.len();
            found.push((start..from, (*what).to_owned()));
        }
        let active = (part < found.len()).then_some(part);
        Signature { label: label.to_owned(), markdown: meaning.to_owned(), parts: found, active }
    }
}

shapes! {
    Guidance "guidance NAME \"Title\" tailors GUIDANCE follows GUIDANCE { … }"
        "A baseline: words, classifications and requirements. One that `tailors` another changes it."
        ["NAME" "how it is called", "\"Title\"" "what people call it", "tailors GUIDANCE" "the guidance that it changes",
         "follows GUIDANCE" "guidance whose words it shares", "{ … }" "declarations, and what is changed"]
    Subject "subject NAME \"Title\" { field … }"
        "A kind of thing that procedures run for, with what can be said about it."
        ["NAME" "how it is called; it becomes a keyword", "\"Title\"" "what people call it", "{ field … }" "its fields"]
    Field "field NAME: TYPE"
        "Something that can be said about a thing."
        ["NAME" "how it is called",
         "TYPE" "`yes or no`, `one of`, `some of` or `scope of` a vocabulary, `number`, `money`, `duration`, `date`, `text`"]
    Vocabulary "vocabulary NAME \"Title\" ordered { … }"
        "A tree of terms of one kind; `ordered` makes it a scale, lowest first."
        ["NAME" "how it is called", "\"Title\"" "what people call it", "ordered" "the terms are a scale, lowest first",
         "{ … }" "its terms"]
    Term "NAME \"Title\" is BROADER { … }"
        "A word of the vocabulary. What is asked of a broader term is asked of it too."
        ["NAME" "how it is called", "\"Title\"" "what it means, in a few words", "is BROADER" "broader terms besides the one it stands in",
         "{ … }" "its fields, and narrower terms"]
    Given "given CONDITION, CONDITION"
        "What always holds: where all but the last hold, the last does."
        ["CONDITION" "where this holds", "CONDITION" "this does too"]
    Define "define NAME: EVENT or EVENT"
        "One name for several actions or triggers."
        ["NAME" "how it is called", "EVENT or EVENT" "what it stands for; each may have a condition, after `when`"]
    Classify "classify NAME for SUBJECT on [LEVELS] { … }"
        "A table from facts to a scale; the most severe row that holds wins."
        ["NAME" "how it is called", "for SUBJECT" "the kind of thing it is about", "[LEVELS]" "the scale, from least to most severe",
         "{ … }" "rows: a level, and when it holds; then `otherwise`"]
    Row "LEVEL when CONDITION"
        "A row of the table: the level, and when it holds."
        ["LEVEL" "one of the levels above", "CONDITION" "when it holds"]
    Requirement "requirement NAME \"Title\" for SUBJECT LEVEL, not waivable { … }"
        "One thing that is expected: how strictly, where, what exactly, and why."
        ["NAME" "how it is called", "\"Title\"" "what is expected, as a sentence", "for SUBJECT" "whose runs it is about, if that is not clear",
         "LEVEL" "`must`, `should` or `may`; by case: `must when CONDITION, should otherwise`",
         "not waivable" "no departure is allowed", "{ … }" "where it applies, what has to happen, why, on whose word"]
    Expectation "expectation NAME \"Title\" { … }"
        "What a source asks for; requirements answer it."
        ["NAME" "how it is called", "\"Title\"" "what is asked for", "{ … }" "`source`, `level`, or why no requirement answers it"]
    Entity "entity NAME \"Title\" { … }"
        "An organization: what it follows, who may act, what it says of itself."
        ["NAME" "how it is called", "\"Title\"" "what people call it", "{ … }" "`follows`, fields, roles and more"]
    Role "role NAME \"Title\" { … }"
        "Who may act."
        ["NAME" "how it is called", "\"Title\"" "what people call it", "{ … }" "what is said about the role; `external` if it stands outside"]
    Procedure "procedure NAME \"Title\" for any SUBJECT after PROCEDURE { … }"
        "Steps, in order. With `for` it begins on its own; without, another procedure runs it."
        ["NAME" "how it is called", "\"Title\"" "what people call it", "for any SUBJECT" "the kind of thing it runs for, or one thing by name; `when` narrows it",
         "after PROCEDURE" "it begins only once these have run", "{ … }" "what is said about it, and its steps"]
    Record "record NAME \"Title\": ACTION of THING on DATE by ROLE { … }"
        "Something that was done."
        ["NAME" "how it is called", "ACTION" "what was done", "of THING" "for what it was done", "on DATE" "on which day",
         "by ROLE" "who did it", "{ … }" "how it was done, and the evidence"]
    Judgement "judgement NAME \"Title\": REQUIREMENT of THING on DATE by ROLE until DATE { … }"
        "A recorded answer to the question that a requirement asks."
        ["NAME" "how it is called", "REQUIREMENT" "the requirement, or `requirement.clause`", "of THING" "about what; left out, about the procedures",
         "on DATE" "on which day", "by ROLE" "who answered", "until DATE" "how long the answer holds", "{ … }" "`answer`, `reason`, `evidence`"]
    Waiver "waiver NAME \"Title\": REQUIREMENT of THING on DATE by ROLE until DATE when CONDITION { … }"
        "A declared departure from a requirement."
        ["NAME" "how it is called", "REQUIREMENT" "the requirement, or `requirement.clause`", "of THING" "for this thing only",
         "on DATE" "from which day", "by ROLE" "who approved it", "until DATE" "the last day it holds", "when CONDITION" "for these facts only",
         "{ … }" "`reason`, `instead`, `evidence`"]
    Thing "KIND NAME \"Title\" is TERM { … }"
        "Something of its kind that is registered, or another word of a vocabulary."
        ["KIND NAME" "what it is, and how it is called", "\"Title\"" "what people call it", "is TERM" "for a word: the broader terms", "{ … }" "what is said about it"]
    Step "step NAME \"Title\": ACTION by ROLE fixed by BODY { … }"
        "Something that is done. `optional step` may be left out."
        ["NAME" "how it is called", "\"Title\"" "what people call it", "ACTION" "what is done, as guidance calls it", "by ROLE" "who does it: `a or b`, or `a when CONDITION, b otherwise`",
         "fixed by BODY" "who alone can change it", "{ … }" "how it is done, and `within` how long"]
    Decide "decide NAME \"Title\": ACTION by ROLE fixed by BODY { OUTCOME { … } … }"
        "A step with outcomes, each with what follows from it."
        ["NAME" "how it is called", "\"Title\"" "what people call it", ": ACTION" "what is done, if it is more than a decision", "by ROLE" "who decides",
         "fixed by BODY" "who alone can change it", "{ OUTCOME { … } … }" "how it is decided, and the outcomes"]
    Outcome "OUTCOME when CONDITION { … }"
        "One outcome of the decision, and what follows from it; an empty block goes on below."
        ["OUTCOME" "how it is called", "when CONDITION" "it is chosen only where this holds", "{ … }" "what is done then"]
    When "when CONDITION { … } otherwise { … }"
        "What is done only where the condition holds, and what is done elsewhere."
        ["CONDITION" "facts, classifications, earlier decisions", "{ … }" "what is done then", "otherwise { … }" "what is done where it does not hold"]
    Together "together { … }"
        "Steps in any order; it ends when all that are not optional are done."
        ["{ … }" "the steps"]
    Repeat "repeat every DURATION { … }"
        "What is done again and again."
        ["DURATION" "how often: `12 months`", "{ … }" "what is done each time"]
    Run "run PROCEDURE"
        "Another procedure is carried out here."
        ["PROCEDURE" "its name"]
    GoTo "go to STEP"
        "It goes on at another step of this procedure."
        ["STEP" "its name"]
    On "on TRIGGER or TRIGGER { … }"
        "What is done whenever something happens."
        ["TRIGGER or TRIGGER" "what happens", "{ … }" "what is done then"]
    Applies "applies when CONDITION"
        "Where the requirement holds; left out, it always does."
        ["CONDITION" "facts and classifications"]
    Before "before EVENT, DEMAND"
        "What has to have happened, or may not happen, earlier than the event."
        ["EVENT" "an action, a trigger or a definition", "EVENT" "", "DEMAND" "`require`, `never` and so on"]
    After "after EVENT until EVENT, DEMAND"
        "What has to happen, or may not happen, later than the event."
        ["EVENT" "an action, a trigger or a definition", "until EVENT" "up to when", "DEMAND" "`require`, `never` and so on"]
    Between "between EVENT and EVENT, DEMAND"
        "What has to happen, or may not happen, later than the one and earlier than the other."
        ["EVENT" "later than this", "and EVENT" "earlier than this", "DEMAND" "`require`, `never` and so on"]
    Require "require EVENT within DURATION every DURATION"
        "What has to happen."
        ["EVENT" "an action, with what is asked of it in braces", "within DURATION" "how long it may take", "every DURATION" "how often at least"]
    Never "never EVENT"
        "What may not happen."
        ["EVENT" "an action, with what is asked of it in braces"]
    Each "each EVENT must have { … }"
        "What every such step, thing, role, procedure or waiver has to state."
        ["EVENT" "an action, a kind of thing, `role`, `procedure` or `waiver`", "{ … }" "what has to be stated"]
    EntityMust "entity must have { … }"
        "What the organization has to state about itself, or to have done."
        ["entity must have" "", "{ … }" "what has to be stated; `record ACTION` for what has to be done"]
    KeepApart "keep apart EVENT, EVENT"
        "The same role may not do both."
        ["EVENT" "the one", "EVENT" "the other"]
    Judge "judge \"question\""
        "A question that only a person can answer."
        ["\"question\"" "the question, to be answered with yes or no"]
    Possible "EVENT must be possible after EVENT"
        "Some run has to lead there."
        ["EVENT" "an action or an outcome", "after EVENT" "once this has happened"]
    Tailoring "raise REQUIREMENT to LEVEL because \"reason\""
        "What a profile changes: `raise`, `lower`, `drop`, `set` or `suggest`, each with its reason."
        ["REQUIREMENT" "a requirement of the base", "to LEVEL" "`must`, `should` or `may`", "because \"reason\"" "why"]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Date, Workspace};

    #[test]
    fn in_the_braces_of_a_step_stands_what_can_be_said_about_its_action() {
        let text = r#"
guidance g {
  vocabulary right { privacy }
  vocabulary action { look "Look at it" { field covers: scope of right  field shown: yes or no } }
  subject use { }
}
entity office { follows g  role desk }
procedure p for any use { step a: look by desk { covers: privacy  shown: } }
"#;
        let mut workspace = Workspace::new(Date::constant(2026, 11, 28));
        workspace.set("a.duly", text);
        let analysis = workspace.analyze();
        let file = (0..).map(crate::FileId).zip(&analysis.files).find(|(_, it)| !it.shipped).unwrap().0;
        let at = |what: &str| {
            let offset = u32::try_from(text.rfind(what).unwrap() + what.len()).unwrap();
            analysis.signature(Point { file, offset }).unwrap()
        };
        let inside = at("shown:");
        assert_eq!(inside.label, "look {  covers: scope of right  shown: yes or no  within: DURATION }");
        assert_eq!(inside.active, Some(1));
        assert_eq!(at("desk { covers: pri").active, Some(0));
        assert!(at("step a: lo").label.starts_with("step NAME"));
    }

    #[test]
    fn every_part_stands_in_its_label() {
        for shape in Shape::ALL {
            let (label, meaning, parts) = shape.words();
            assert!(meaning.ends_with('.'), "{label}");
            let mut from = 0;
            for (part, _) in parts.iter().filter(|(_, what)| !what.is_empty()) {
                let start = label[from..].find(part).map(|it| from + it);
                let start = start.unwrap_or_else(|| panic!("`{part}` does not stand in `{label}` where it should"));
                from = start + part.len();
            }
        }
    }
}
