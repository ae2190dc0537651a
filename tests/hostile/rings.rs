//! What bites its own tail.

use super::{answer_to, many, tells};

/// `before 0 after 1`, `before 1 after 2`, … and from the last to the first again.
fn ring(length: usize, link: impl Fn(usize, usize) -> String) -> String {
    (0..length).map(|at| link(at, (at + 1) % length)).collect()
}

#[test]
fn of_terms() {
    for length in [1, 2, many(5_000, 300)] {
        let terms = ring(length, |a, b| format!("t{a} is t{b}\n"));
        let text = format!("vocabulary action {{ {terms} }} entity e {{ }} procedure p for any use {{ step s: t0 }}");
        assert!(tells(&answer_to("ring of terms", text), "DLY110"));
    }
}

#[test]
fn of_definitions() {
    for length in [1, 2, many(5_000, 300)] {
        let defines = ring(length, |a, b| format!("define d{a}: d{b}\n"));
        let text = format!("guidance g {{ {defines} requirement r must {{ require d0 }} }}");
        assert!(tells(&answer_to("ring of definitions", text), "DLY111"));
    }
}

#[test]
fn of_guidance() {
    for length in [1, 2, many(1_000, 100)] {
        let ring = ring(length, |a, b| format!("guidance g{a} tailors g{b} {{ }}\n"));
        answer_to("ring of guidance", format!("{ring} entity e {{ follows g0 }}"));
    }
}

const USE: &str = "guidance g { subject use { field urgent: yes or no  field data: some of data } }
vocabulary data { a b } vocabulary action { do dont }
entity e { follows g }\n";

#[test]
fn a_classification_that_contradicts_itself() {
    let itself = "guidance g { subject use { field urgent: yes or no }
      classify risk for use on [low, high] { high when risk is low  low when risk is high }
      classify care for use on [low, high] { high when urgent  low when urgent  high when not (urgent is yes)  otherwise low }
      requirement r must { applies when risk is high and risk is low  require do } }
      vocabulary action { do } entity e { follows g } procedure p for any use { step s: do }";
    assert!(tells(&answer_to("contradiction", itself), "DLY112"));
}

#[test]
fn facts_that_cannot_be() {
    let text = format!(
        "{USE} given urgent is yes, urgent is no\n given urgent is no, urgent is yes
         requirement r must {{ require do }} procedure p for any use {{ when urgent is yes {{ step s: do }} }}"
    );
    answer_to("nothing is possible", text);
}

#[test]
fn of_procedures() {
    for length in [1, 2, many(2_000, 100)] {
        let runs = ring(length, |a, b| format!("procedure p{a} for any use {{ step s: do run p{b} }}\n"));
        answer_to("ring of runs", format!("{USE}{runs} requirement r must {{ require dont }}"));
        let after = ring(length, |a, b| format!("procedure p{a} for any use after p{b} {{ step s: do }}\n"));
        answer_to("ring of after", format!("{USE}{after} requirement r must {{ require dont }}"));
    }
}

/// Not a ring, but each runs the next twice: put in place of one another they would be endless.
#[test]
fn procedures_that_double() {
    let length = 64;
    let twice = |at: usize| format!("procedure p{at} {{ run p{0} run p{0} }}\n", at + 1);
    let doubling: String = (0..length).map(twice).collect();
    let text = format!(
        "{USE}{doubling} procedure p{length} {{ step s: do }} procedure q for any use {{ run p0 }}
         requirement r must {{ require dont }}"
    );
    answer_to("doubling", text);
    let defines: String = (0..length).map(|at| format!("define d{at}: d{0} or d{0}\n", at + 1)).collect();
    let text = format!("{USE}{defines} define d{length}: do requirement r must {{ require d0 }}");
    answer_to("doubling definitions", text);
}

#[test]
fn jumps_in_a_ring() {
    let steps: String =
        (0..many(500, 60)).map(|at| format!("step s{at}: do when urgent is yes {{ go to s0 }}\n")).collect();
    let text = format!("{USE} procedure p for any use {{ {steps} }} requirement r must {{ before dont, require do }}");
    answer_to("jumps", text);
}
