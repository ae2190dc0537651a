//! An answer made by hand, for looking at.

use std::sync::Arc;

use duly_dsl::{
    Analysis, Code, Date, Diagnostic, FileId, Finding, Label, Place, Row, Severity, SourceFile, Span, Stop, Verdict,
    Witness, Workspace,
};

pub(crate) const PROCEDURE: &str = r#"/// How a digital tool comes to be used.
procedure adopt-tool "Adopting a digital tool" for any use {
  step screen "Screen for human rights risk": screen by protection-officer { within: 10 days }

  when context includes humanitarian-emergency {
    // The panel meets once a month; an emergency cannot wait.
    run fast-track
    go to award
  }

  when risk at least high {
    optional step consult: engage by protection-officer {
      with: [camp-residents, civil-society]
      method: [focus-group, interview]
      level: consult
    }
    step assess: assess by ethics-panel { covers: [privacy, non-discrimination] }
    step tell: publish by ethics-panel { what: assessment  how-much: summary }
  }

  decide approval by digital-director {
    proceed    { }
    conditions { step mitigate: mitigate by protection-officer }
    redesign   { go to assess }
    refuse     { end }
  }

  step award: award by digital-director { reasons: published }
  step enrol-people "Enrol residents at the reception desk with their fingerprints": enrol by registration-clerk
  step go-live: deploy by digital-director

  repeat every 24 months {
    step review: review by protection-officer
  }
  on purpose-change or incident { run reassessment }
}
"#;

pub(crate) const FAST_TRACK: &str = r#"procedure fast-track "Überprüfung im Notfall – عاجل" {
  step note-emergency "Note the emergency": record-emergency by protection-officer
  decide urgency by digital-director {
    urgent { }
    ordinary { end }
  }
}
"#;

const TITLE: &str = "the contract for a high-risk use can be awarded although nobody has assessed \
                     what it does to people";

/// The place of the `nth` occurrence of some words.
pub(crate) fn place(files: &[SourceFile], file: u32, words: &str, nth: usize) -> Place {
    let text = &files[file as usize].text;
    let (start, _) = text.match_indices(words).nth(nth).unwrap();
    Place { file: FileId(file), span: Span::new(start, start + words.len()) }
}

pub(crate) fn file(path: &str, text: &str) -> SourceFile {
    SourceFile::new(Arc::from(path), Arc::from(text), false)
}

/// A broken requirement with a run of six stops in two files, and a misspelt name.
pub(crate) fn analysis() -> Analysis {
    let files = vec![
        file("agency/adopt-tool.duly", PROCEDURE),
        file("agency/fast-track.duly", FAST_TRACK),
        SourceFile::new("guidance:un-hrdd/assess.duly".into(), "requirement x { }\n".into(), true),
    ];
    let broken = broken(&files);
    let misspelt = Diagnostic::new(
        "DLY101",
        "unknown-name",
        Severity::Error,
        place(&files, 0, "registration-clerk", 0),
        "no role is called `registration-clerk`",
    )
    .why("a step that nobody is named for is a step that nobody answers for")
    .help("declare it:\n  role registration-clerk \"Registration clerk\"\nor name a role that is declared, such as `registrar`");
    let info = Diagnostic::new(
        "DLY305",
        "long-interval",
        Severity::Warning,
        place(&files, 0, "24 months", 0),
        "a review every 24 months is rare",
    )
    .label(place(&files, 0, "review: review", 0), "this is what is repeated");
    let row = Row { finding: broken.finding.clone().unwrap(), reason: None };
    let kept = Row {
        finding: Finding {
            verdict: Verdict::Kept,
            witness: None,
            requirement: "un-hrdd/can-refuse".into(),
            ..row.finding.clone()
        },
        reason: None,
    };
    let mut analysis = Workspace::new(Date::constant(2026, 3, 1)).analyze();
    analysis.files = files;
    analysis.diagnostics = vec![broken, misspelt, info];
    analysis.verdicts = vec![row, kept];
    analysis
}

fn broken(files: &[SourceFile]) -> Diagnostic {
    let run = [
        (
            0,
            "screen \"Screen for human rights risk\"",
            "screen",
            "screen: risk is high, context is humanitarian-emergency",
        ),
        (0, "context includes humanitarian-emergency", "branch", "this holds, so the assessment is passed by"),
        (
            1,
            "step note-emergency \"Note the emergency\": record-emergency by protection-officer",
            "note-emergency",
            "note-emergency",
        ),
        (1, "decide urgency", "urgency: urgent", "urgency: urgent"),
        (0, "go to award", "go to award", "jumps over `assess`"),
        (0, "step award", "award", "award: the commitment, with no assessment before it"),
    ];
    let at = |file, words: &str| place(files, file, words, 0);
    let stops = run.iter().map(|&(file, words, step, _)| Stop { step: step.into(), at: at(file, words) }).collect();
    let name = "un-hrdd/assess-before-commitment";
    Diagnostic {
        at: at(0, "step award: award by digital-director"),
        code: Code { id: name.into(), name: name.into() },
        severity: Severity::Error,
        message: TITLE.into(),
        labels: run.iter().map(|&(file, words, _, text)| Label { at: at(file, words), text: text.into() }).collect(),
        notes: vec![
            "facts: context: humanitarian-emergency; risk: high; technology: fingerprint-recognition, iris-recognition; affects: camp-residents, children".into(),
            "the same run breaks it for `biometric-registration` and `cash-cards`".into(),
        ],
        why: Some("A risk that is found after roll-out can no longer be avoided, only repaired.".into()),
        sources: vec!["UNGP 17".into(), "UNGP 18".into()],
        help: Some("assess before `award`, also in an emergency; a rapid assessment may stand in for at most 90 days:\n  step assess: rapid-assess by ethics-panel { covers: [privacy, non-discrimination] }".into()),
        finding: Some(Finding {
            requirement: name.into(),
            level: "must".into(),
            stage: Some("assess".into()),
            entity: "refugee-agency".into(),
            subject: "any use".into(),
            also: vec!["biometric-registration".into(), "cash-cards".into()],
            verdict: Verdict::Broken,
            witness: Some(Witness {
                facts: vec![("context".into(), vec!["humanitarian-emergency".into()]), ("risk".into(), vec!["high".into()])],
                run: stops,
            }),
        }),
    }
}
