//! Against counting characters one by one.

use super::*;

const TEXTS: &[&str] = &[
    "",
    "\n",
    "é1\r\nb\rc\n",
    "\u{feff}entity a {\r\n  // ﷽ 😀\r\r\n}\n\r",
    "no end",
    "\u{2028}one\u{85}line\u{b}\u{c}",
    "😀😀\n\u{301}é\u{200d}x\r",
];

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

/// Line and column of every place between two characters, found by walking.
fn walk(text: &str, encoding: Encoding) -> Vec<(usize, Position)> {
    let (mut line, mut character, mut places) = (0, 0, Vec::new());
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        places.push((at, Position { line, character }));
        let next = chars.peek().map(|it| it.1);
        match c {
            '\r' if next == Some('\n') => {}
            '\r' | '\n' => (line, character) = (line + 1, 0),
            c => character += u32::try_from(encoding.units(c)).unwrap(),
        }
    }
    places.push((text.len(), Position { line, character }));
    places
}

#[test]
fn positions_agree_with_counting() {
    for text in TEXTS {
        let lines = Lines::of(text);
        for encoding in ENCODINGS {
            for (at, position) in walk(text, encoding) {
                assert_eq!(lines.position(text, at, encoding), position, "{text:?} {at} {encoding:?}");
                let back = lines.offset(text, position, encoding);
                let within_line_end = text[..at].ends_with('\r') && text[at..].starts_with('\n');
                assert_eq!(back, at - usize::from(within_line_end), "{text:?} {position:?} {encoding:?}");
            }
        }
    }
}

#[test]
fn what_is_not_there_means_the_nearest_that_is() {
    let text = "a😀b\r\nc";
    let lines = Lines::of(text);
    let at = |line, character| lines.offset(text, Position { line, character }, Encoding::Utf16);
    assert_eq!([at(0, 0), at(0, 1), at(0, 2), at(0, 3), at(0, 4), at(0, 99)], [0, 1, 1, 5, 6, 6]);
    assert_eq!([at(1, 0), at(1, 7), at(2, 0), at(u32::MAX, u32::MAX)], [8, 9, 9, 9]);
    let within = lines.offset(text, Position { line: 0, character: 3 }, Encoding::Utf8);
    assert_eq!(within, 1, "within a character means its beginning");
    assert_eq!(lines.position(text, 3, Encoding::Utf16), Position { line: 0, character: 1 });
    assert_eq!(lines.position(text, 999, Encoding::Utf32), Position { line: 1, character: 1 });
    let backwards = LspRange { start: Position { line: 1, character: 1 }, end: Position { line: 0, character: 0 } };
    assert_eq!(lines.span(text, backwards, Encoding::Utf16), Span::new(0, 9));
}

#[test]
fn the_cheapest_that_is_offered_is_chosen() {
    let of = |kinds: &[&'static str]| {
        let kinds: Vec<_> = kinds.iter().map(|it| PositionEncodingKind::from((*it).to_owned())).collect();
        Encoding::choose(&kinds).kind().as_str().to_owned()
    };
    assert_eq!(of(&[]), "utf-16");
    assert_eq!(of(&["utf-16"]), "utf-16");
    assert_eq!(of(&["utf-16", "utf-32"]), "utf-32");
    assert_eq!(of(&["utf-32", "utf-16", "utf-8"]), "utf-8");
    assert_eq!(of(&["utf-7"]), "utf-16");
}

/// After any edits the lines are those of the text that came out.
#[test]
fn edits_keep_up() {
    const PIECES: &[&str] = &["", "\r", "\n", "\r\n", "a", "é\n", "\n\n\r", "b\r", "\nc", "😀"];
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    let mut text = String::new();
    let mut lines = Lines::of(&text);
    for step in 0..20_000 {
        let bounds: Vec<usize> = (0..=text.len()).filter(|&it| text.is_char_boundary(it)).collect();
        let a = random(bounds.len());
        let b = (a + random(4)).min(bounds.len() - 1);
        let (old, new) = (bounds[a]..bounds[b], PIECES[random(PIECES.len())]);
        text.replace_range(old.clone(), new);
        lines.edit(&text, old.clone(), new.len());
        assert_eq!(lines, Lines::of(&text), "step {step}: {old:?} by {new:?} in {text:?}");
        if text.len() > 60 {
            text.clear();
            lines = Lines::of("");
        }
    }
}
