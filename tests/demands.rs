//! What requirements can ask for: small texts, and what the checker makes of them.

#[path = "demands/branch.rs"]
mod branch;
#[path = "demands/names.rs"]
mod names;
#[path = "demands/profile.rs"]
mod profile;
#[path = "demands/records.rs"]
mod records;
#[path = "demands/unread.rs"]
mod unread;
#[path = "demands/waivers.rs"]
mod waivers;

use duly_dsl::Analysis;
use duly_tests::ask;

/// Words that all these texts share.
const WORDS: &str = r#"
guidance g "G" {
  subject use { field biometric: yes or no  field size: number }
  subject role { field rank: one of rank }
  subject waiver { field published: yes or no }
  vocabulary rank ordered { officer director }
  vocabulary action { assess deploy report "Report" { field public: yes or no } classify-risk law-check decide }
  vocabulary trigger { incident }
  classify risk for use on [low, high] { high when biometric is yes  otherwise low }
  REQUIREMENTS
}
entity e "E" {
  follows g
  role boss { rank: director }
  role clerk { rank: officer }
  OWN
}
"#;

/// A guidance with these requirements, an entity with these declarations, and these procedures.
fn analysis(requirements: &str, own: &str, procedures: &str) -> Analysis {
    let text = WORDS.replace("REQUIREMENTS", requirements).replace("OWN", own);
    ask::analyze_text(&format!("{text}{procedures}"))
}

/// The verdict on `g/r`, and what was said that is no remark on style.
fn verdict_of(analysis: &Analysis) -> &'static str {
    ask::verdict(analysis, "g/r").map_or("none", |it| it.words())
}

/// What was said about `g/r`.
fn said(analysis: &Analysis) -> Vec<&str> {
    let about = |it: &&duly_dsl::Diagnostic| it.finding.as_ref().is_some_and(|it| it.requirement == "g/r");
    analysis.diagnostics.iter().filter(about).map(|it| it.message.as_str()).collect()
}

/// What could not be read or resolved.
fn not_read(analysis: &Analysis) -> Vec<String> {
    let mut mistakes = ask::mistakes(analysis);
    mistakes.retain(|it| it.contains("[DLY0") || it.contains("[DLY1"));
    mistakes
}
