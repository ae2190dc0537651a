//! What single words of the language mean, each in a small text and its verdicts.

#[path = "meaning/each.rs"]
mod each;
#[path = "meaning/entity.rs"]
mod entity;
#[path = "meaning/level.rs"]
mod level;
#[path = "meaning/subject.rs"]
mod subject;

use duly_dsl::{Analysis, Diagnostic, Finding, Verdict};
use duly_tests::ask;

/// The words that the texts here share.
const WORDS: &str = r#"
vocabulary action {
  assess { field depth: one of depth }
  publish { field where: one of place }
  award
  deploy
}
vocabulary depth ordered { quick full }
vocabulary place ordered { intranet gazette }
vocabulary context { emergency { flood } conflict }
vocabulary delivery { direct { own-staff } through-recipients }
vocabulary size ordered { small middle large }
subject use { field context: some of context }
subject policy { field public: yes or no }
subject entity { field delivery: one of delivery  field size: one of size  field staff: number  field elected: yes or no }
classify risk for use on [low, high] { high when context includes conflict  otherwise low }
"#;

/// What is said of a guidance with these requirements, for an entity that states this and has these procedures.
fn checked(requirements: &str, stated: &str, procedures: &str) -> Analysis {
    ask::analyze_text(&format!(
        "guidance g {{ {WORDS} {requirements} }}\nentity agency {{ follows g  {stated} }}\n{procedures}"
    ))
}

/// As [`checked`], for a text without a mistake in it.
fn sound(requirements: &str, stated: &str, procedures: &str) -> Analysis {
    let analysis = checked(requirements, stated, procedures);
    assert_eq!(ask::mistakes(&analysis), Vec::<String>::new(), "{requirements}");
    analysis
}

/// The verdict on requirement `r` for a subject, and the level it was given at.
fn row(analysis: &Analysis, subject: &str) -> (Verdict, String) {
    let rows: Vec<&Finding> =
        ask::findings(analysis).filter(|it| it.requirement == "g/r" && it.subject == subject).collect();
    let [row] = rows.as_slice() else { panic!("{} rows for {subject}: {rows:?}", rows.len()) };
    (row.verdict, row.level.clone())
}

/// What is told about requirement `r`.
fn notices(analysis: &Analysis) -> Vec<&Diagnostic> {
    analysis.diagnostics.iter().filter(|it| it.code.id == "g/r").collect()
}

/// The one mistake in the text, and its help.
fn mistake(analysis: &Analysis) -> (String, String) {
    let mistakes: Vec<&Diagnostic> = analysis
        .diagnostics
        .iter()
        .filter(|it| it.code.id.starts_with("DLY0") || it.code.id.starts_with("DLY1"))
        .collect();
    let [mistake] = mistakes.as_slice() else { panic!("{:?}", ask::told(analysis)) };
    (mistake.message.clone(), mistake.help.clone().unwrap_or_default())
}

fn at(verdict: Verdict, level: &str) -> (Verdict, String) {
    (verdict, level.to_owned())
}
