//! What is told about a name: the words that must be there, and those that must not.

use super::in_agency;

fn told(after: &str, word: &str) -> String {
    let asked = in_agency(after, word);
    asked.analysis.hover(asked.at).map_or(String::new(), |it| it.markdown)
}

/// All of these words are told.
fn tells(after: &str, word: &str, words: &[&str]) {
    let told = told(after, word);
    for expected in words {
        assert!(told.contains(expected), "`{word}` does not tell `{expected}`:\n{told}");
    }
}

#[test]
fn a_term_stands_between_broader_and_narrower_words() {
    tells("technology: [finger", "fingerprints", &["Fingerprints", "a word of `technology`", "*Is also:* `biometric`"]);
    tells("vocabulary technology", "biometric", &["*Narrower:* `fingerprints`, `faces`"]);
    tells("vocabulary method", "desk", &["*On the scale:* **`desk`** &lt; `on-site`"]);
    tells("hear \"Hear", "ask-around", &["*Is also:* `hear`"]);
    tells("look-at \"Look", "look-at", &["`covers`: what it covers of `right`", "*Asked for by:*", "look-before"]);
}

#[test]
fn a_requirement_says_what_it_asks_why_and_how_it_stands() {
    let expected = [
        "**Look before you use** · `house-rules/look-before` · must, not waivable",
        "*Why:* What is found afterwards has already hurt somebody.",
        "*How it stands:* **broken** for",
        "*Where:* `risk at least moderate`",
        "first: before go-live, require look-at { covers: privacy }",
        "*Steps that serve it:* `look`, `ask`",
        "*Sources:* Rule 1",
    ];
    tells("requirement look-before", "look-before", &expected);
    tells("waiver hurry", "look-before", &expected);
    tells("waiver hurry", "later", &["a clause of `house-rules/look-before`", "require hear within 10 working days"]);
    tells("answers:", "look-first", &["an expectation · must", "*Answered by:* `house-rules/look-before`"]);
}

#[test]
fn a_role_shows_its_rank_and_its_duties() {
    tells(
        "role head",
        "head",
        &["**Head of Office** · `head` · a role of `agency`", "rank: `director`", "decides `approval`"],
    );
    tells("role clerk", "clerk", &["Adopting a tool (`adopt`): `start` (`go-live`)", "Look again (`again`)"]);
    tells("role panel", "panel", &["outside it", "`look` (`look-at`)"]);
}

#[test]
fn a_step_shows_what_is_done_by_whom_and_what_it_serves() {
    let expected = [
        "**Look first** · `look` · a step of `adopt`",
        "*Action:* `look-at`, Look at what it does to people",
        "*Who:* `panel` (Review panel; outside the organisation)",
        "*Within:* `10 working days`",
        "*Serves 1 requirement:*\n- Look before you use (`look-before`)",
    ];
    tells("step look \"Look first", "look", &expected);
    tells("go to", "look", &expected);
    tells("optional step", "ask", &["may be left out"]);
    tells("decide approval", "approval", &["a decision of `adopt`", "*May choose:* `go-on`, `stop`"]);
    tells("when approval is", "stop", &["what `approval` may choose"]);
}

#[test]
fn a_use_says_why_it_is_of_high_risk() {
    let expected = [
        "**Fingerprints at the gate** · `gate` · `use` · risk `high`",
        "*Why `risk` is `high`:*",
        "`high` because `technology` includes `fingerprints`, which is `biometric`, \
         `affects` includes `children`, which is `vulnerable`",
    ];
    tells("use gate", "gate", &expected);
}

#[test]
fn what_is_not_stated_of_a_use_is_named() {
    let expected = ["risk `low` to `moderate`", "could be `moderate`", "(not stated: `pilot`)", "pilot is no"];
    tells("use atlas", "atlas", &expected);
}

#[test]
fn a_field_shows_its_type_and_what_it_may_be() {
    tells(
        "covers: [privacy]",
        "covers",
        &["a field of `look-at`", "Which rights were looked at.", "*May be:* `privacy`, `dignity`"],
    );
    tells("covers: [privacy]", "privacy", &["A private life", "a word of `right`"]);
}

#[test]
fn a_level_shows_the_rows_that_give_it() {
    tells("when risk is high", "high", &["level 3 of 3 of `risk`", "high when technology includes biometric"]);
    tells("when risk is high", "risk", &["a classification for `use` · 2 rows", "*Where no row holds:* `low`"]);
}

#[test]
fn lengths_of_time_and_days_are_reckoned() {
    let working = ["**`10 working days`**", "*Comes to:* 12 to", "at 5 days a week and 10 holidays a year"];
    tells("within: 10", "10", &working);
    tells("within: 10", "working", &working);
    tells("within: 10", "days", &working);
    tells("retention: 6", "months", &["181 to 184 days", "2026-12-30 (in 183 days)"]);
    tells("until 2026-07-12", "2026-07-12", &["Sunday, 12 July 2026", "in 12 days"]);
}

#[test]
fn words_of_the_language_show_their_shape() {
    tells("waiver hurry", "until", &["up to and including"]);
    tells("first: before", "before", &["earlier than", "before ACTION, require ACTION"]);
    tells("within: 10", "within", &["how long after the step before it may take"]);
    tells("reason:", "reason", &["in your own words"]);
}

#[test]
fn an_organisation_and_its_guidance() {
    tells("entity agency", "agency", &["Refugee Agency", "*Follows:* House rules", "broken", "5 days a week"]);
    tells(
        "follows",
        "house-rules",
        &["House rules", "guidance", "1 requirement (1 must)", "*Followed here by:* `agency`"],
    );
    tells("procedure adopt", "adopt", &["a procedure for any `use`", "*Runs:* `again`"]);
    tells(
        "waiver hurry",
        "hurry",
        &["a departure from Look before you use", "no staff until July", "2026-07-12, in 12 days"],
    );
}

#[test]
fn nothing_is_told_where_no_word_stands() {
    let asked = super::asked(&[("a.duly", "entity a \"x\" {▮ }\n// a remark\n")]);
    assert_eq!(asked.analysis.hover(asked.at), None);
}

#[test]
fn hostile_titles_stay_text() {
    let text = "/// <img src=x> [go](command:evil)\nentity ▮a \"![x](http://evil) <b>`\" { }\n";
    let asked = super::asked(&[("a.duly", text)]);
    let told = asked.analysis.hover(asked.at).unwrap().markdown;
    let told = told.replace("\\]", "");
    for mark in ["<img", "<b>", "![x]", "](", "http://"] {
        assert!(!told.contains(mark), "{mark}: {told}");
    }
}

#[test]
fn what_is_told_is_bounded() {
    let long = "word ".repeat(20_000);
    let names: String = (0..3_000).map(|it| format!("name-{it} ")).collect();
    let text = format!("/// {long}\nvocabulary ▮things {{ {names} }}\n");
    let asked = super::asked(&[("a.duly", &text)]);
    let told = asked.analysis.hover(asked.at).unwrap().markdown;
    assert!(told.len() < 7_000, "{}", told.len());
    assert!(told.contains("and 2988 more"), "{told}");
}
