use super::*;

/// The colours of a style by name: as they are first declared, in the dark, and on paper.
fn colours(name: &str) -> Vec<u32> {
    let name = format!("--{name}: #");
    let declared = STYLE.split(name.as_str()).skip(1);
    declared.map(|it| u32::from_str_radix(&it[..6], 16).unwrap()).collect()
}

fn light(colour: u32) -> f64 {
    let part = |shift: u32| {
        let value = f64::from(colour >> shift & 255) / 255.0;
        if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
}

#[test]
fn every_word_can_be_read_in_light_in_the_dark_and_on_paper() {
    let behind = [("ink", &["paper", "box", "mark"][..]), ("faint", &["paper", "box"]), ("bad", &["paper"])];
    let more = [("warn", &["paper"][..]), ("good", &["paper"]), ("quiet", &["paper"])];
    for (ink, papers) in behind.into_iter().chain(more) {
        for paper in papers {
            let (inks, papers) = (colours(ink), colours(paper));
            assert_eq!((inks.len(), papers.len()), (3, 3), "{ink} on {paper}");
            for (ink_colour, paper_colour) in inks.into_iter().zip(papers) {
                let (one, other) = (light(ink_colour), light(paper_colour));
                let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
                assert!(contrast >= 4.5, "{ink} on {paper}: {contrast}");
            }
        }
    }
    for literal in STYLE.lines().skip(3).filter(|it| it.contains("color")) {
        assert!(!literal.contains(": #"), "a colour without a name escapes this test: {literal}");
    }
}

#[test]
fn the_script_stays_in_its_place_and_on_the_page() {
    assert!(!SCRIPT.contains("</") && !SCRIPT.contains("<!--"));
    for outward in ["fetch", "XMLHttpRequest", "import", "http", "innerHTML", "eval", "Function("] {
        assert!(!SCRIPT.contains(outward), "{outward}");
    }
}
