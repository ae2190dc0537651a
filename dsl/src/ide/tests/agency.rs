//! One small organisation and the guidance it follows, for asking about.

pub(super) const RULES: &str = r#"/// What we expect of everybody who uses technology on people.
guidance house-rules "House rules" { edition: 2026 }

vocabulary action {
  look-at "Look at what it does to people" {
    /// Which rights were looked at.
    field covers: scope of right
    field method: one of method
  }
  go-live "Begin to use it"
  decide "Choose what is done"
  hear "Hear those concerned" { ask-around "Ask around" }
}
vocabulary outcome { go-on "Go on"  stop "Stop" }
vocabulary right { privacy "A private life"  dignity "Dignity" }
vocabulary method ordered { desk "At a desk"  on-site "On site" }
vocabulary technology { biometric "Recognises a person by body" { fingerprints "Fingerprints"  faces "Faces" } maps "Maps" }
vocabulary group { vulnerable "People who need more care" { children "Children" } staff "Staff" }
vocabulary trigger { incident "Something went wrong" }

subject role { field rank: one of rank }
vocabulary rank ordered { officer director }

/// A use of technology.
subject use "A use of technology" {
  /// What it works with.
  field technology: some of technology
  field affects: some of group
  field retention: duration
  field pilot: yes or no
}

/// How much harm it can do.
classify risk for use on [low, moderate, high] {
  /// A stolen print is stolen for life.
  high when technology includes biometric and affects includes vulnerable
  moderate when retention more than 12 months or pilot is no
  otherwise low
}

/// What cannot be taken back.
define commitment: go-live or decide { outcome: go-on }

expectation look-first "Look before you leap" { source: "Rule 1"  level: must }

requirement look-before "Look before you use" must, not waivable {
  applies when risk at least moderate
  answers: look-first
  first: before go-live, require look-at { covers: privacy }
  later: after go-live, require hear within 10 working days
  because "What is found afterwards has already hurt somebody."
  source: "Rule 1"
  suggest {
    step look: look-at by _ { covers: privacy }
  }
}
"#;

pub(super) const AGENCY: &str = r#"/// Helps people who had to flee.
entity agency "Refugee Agency" {
  follows house-rules
  working-week: 5
  holidays: 10
  role clerk "Clerk" { rank: officer }
  role head "Head of Office" { rank: director }
  role panel "Review panel" { external }
}

use gate "Fingerprints at the gate" {
  technology: [fingerprints]
  affects: [children]
}
use atlas "Maps of wells" { technology: maps  retention: 6 months }

procedure adopt "Adopting a tool" for any use {
  when risk is high { step look "Look first": look-at by panel { covers: [privacy]  within: 10 working days } }
  decide approval by head {
    go-on { }
    stop { end }
  }
  step start "Start": go-live by clerk
  when approval is stop { go to look }
  on incident { run again }
}

procedure again "Look again" { optional step ask: ask-around by clerk }

waiver hurry "In a hurry": look-before.later of atlas on 2026-01-01 by head until 2026-07-12 {
  reason: "no staff until July"
}
"#;
