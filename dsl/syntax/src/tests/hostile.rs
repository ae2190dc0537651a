//! Long, deep and random texts: no crash, no hang, no flood of messages.

use super::{ENTITY, GUIDANCE, parse};

/// Reads a text on a small stack, copies and drops the tree, and gives how much was said.
#[track_caller]
fn survives(text: String) -> usize {
    let read = move || {
        let parse = parse(&text);
        drop(parse.file.clone());
        parse.problems.len()
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(read);
    let said = thread.and_then(|thread| thread.join().map_err(|_| std::io::ErrorKind::Other.into()));
    said.expect("reads without a crash")
}

#[test]
fn brackets_left_open() {
    for open in ["{", "use u { a: [", "given (", "procedure p { when a is b {", "vocabulary v { a {", "use u { a {"] {
        assert!(survives(open.repeat(20_000)) < 12);
    }
    assert!(survives("given ".to_owned() + &"(".repeat(20_000)) < 5);
    assert_eq!(survives("}".repeat(20_000)), 101);
}

#[test]
fn brackets_nested_deeply() {
    let nest = |head: &str, open: &str, inner: &str, close: &str, tail: &str| {
        survives([head, &open.repeat(10_000), inner, &close.repeat(10_000), tail].concat())
    };
    assert_eq!(nest("use u { a: ", "[", "b", "]", "}"), 1);
    assert_eq!(nest("given ", "(", "a is b", ")", ""), 1);
    assert_eq!(nest("given ", "not (", "a is b", ")", ""), 1);
    assert_eq!(nest("procedure p {", "when a is b { ", "end", "}", "}"), 1);
    assert_eq!(nest("procedure p {", "decide a { b { ", "end", "} }", "}"), 1);
    assert_eq!(nest("procedure p {", "on a { together {", "end", "} }", "}"), 1);
    assert_eq!(nest("vocabulary v {", "a { ", "b", "}", "}"), 1);
    assert_eq!(nest("guidance g {", "entity e { ", "a: b", "}", "}"), 1);
    assert_eq!(nest("requirement r must { never a ", "{ b: ", "c", "}", "}"), 1);
}

#[test]
fn exactly_as_deep_as_allowed() {
    let nested = |depth: usize| survives("use u { a: ".to_owned() + &"[".repeat(depth) + &"]".repeat(depth) + "}");
    assert_eq!(nested(63), 0);
    assert_eq!(nested(64), 1);
    let blocks =
        |depth: usize| survives("procedure p {".to_owned() + &"when a is b {".repeat(depth) + &"}".repeat(depth + 1));
    assert_eq!(blocks(63), 0);
    assert_eq!(blocks(64), 1);
}

#[test]
fn otherwise_nests_without_brackets_of_its_own() {
    let chain = |length: usize| "when a is b {} ".to_owned() + &"otherwise when a is b {} ".repeat(length);
    assert_eq!(survives("procedure p {".to_owned() + &chain(60) + "}"), 0);
    assert_eq!(survives("procedure p {".to_owned() + &chain(10_000) + "}"), 2);
    let nested = (chain(63) + "otherwise { ").repeat(70);
    assert!(survives("procedure p {".to_owned() + &nested + &"}".repeat(71)) < 5);
}

#[test]
fn long_chains() {
    let and = "given a is b".to_owned() + &" and a is b".repeat(100_000);
    assert_eq!(survives(and), 0);
    assert_eq!(survives("given ".to_owned() + &"not ".repeat(100_000) + "a is b"), 0);
    assert_eq!(survives("given a is b or ".to_owned() + &"a.".repeat(100_000) + "a"), 0);
    assert_eq!(survives("given a is b".to_owned() + &" or c".repeat(100_000)), 0);
    assert_eq!(survives("use u { a: [".to_owned() + &"1 ".repeat(100_000) + "] }"), 101);
}

#[test]
fn texts_and_words_without_end() {
    assert_eq!(survives("use u { a: \"b".to_owned() + &" \\\" b\n".repeat(50_000)), 101);
    assert!(survives("\"\n".repeat(50_000)) < 3);
    assert!(survives("\" \\\" \n".repeat(50_000) + "\"x") <= 101);
    assert_eq!(survives("a".repeat(1_000_000)), 1);
    assert!(survives("use u { ".to_owned() + &"a: \"b\" ".repeat(100_000)) < 3);
    assert!(survives("„a ".repeat(100_000)) < 102);
    assert_eq!(survives("/// a\n".repeat(50_000) + "role r"), 0);
}

#[test]
fn the_same_nonsense_over_and_over() {
    for nonsense in
        ["use ", "a : ", "step ", "] ) : , . ; \u{2028} “ ", "step a: x by b when c is d ", "or ", "\0", "é\u{301}"]
    {
        for head in ["", "procedure p { ", "requirement r must { ", "entity e { ", "vocabulary v { "] {
            assert!(survives(head.to_owned() + &nonsense.repeat(5_000)) <= 101);
        }
    }
}

#[test]
fn long_files() {
    let sample = format!("{ENTITY}\n{GUIDANCE}\n");
    assert_eq!(survives(sample.repeat(100)), 0);
}

/// A small generator of numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap_or(0)
    }
}

#[test]
fn whatever_is_written_every_place_is_a_place() {
    let sample = format!("{ENTITY}\n{GUIDANCE}\n");
    let chars: Vec<char> = sample.chars().collect();
    let odd = [
        '{', '}', '[', ']', '(', ')', '"', ':', ',', '.', ' ', '\n', 'é', '\u{2028}', '“', '1', '-', '\\', '/',
        '\u{301}',
    ];
    let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
    for _ in 0..300 {
        let start = numbers.below(chars.len());
        let end = (start + numbers.below(600)).min(chars.len());
        let mut piece = chars.get(start..end).unwrap_or(&[]).to_vec();
        for _ in 0..numbers.below(8) {
            let at = numbers.below(piece.len() + 1);
            match numbers.below(2) {
                0 => piece.insert(at, odd[numbers.below(odd.len())]),
                _ if at < piece.len() => drop(piece.remove(at)),
                _ => {}
            }
        }
        check_places(&piece.into_iter().collect::<String>());
    }
}

/// Tokens are the text, and every place that is named lies on character boundaries.
#[track_caller]
fn check_places(text: &str) {
    let parse = parse(text);
    let joined: String = parse.tokens.iter().filter_map(|token| text.get(token.span.range())).collect();
    assert_eq!(joined, text);
    for problem in &parse.problems {
        assert!(text.get(problem.span.range()).is_some(), "{problem:?} in {text:?}");
        for (span, _) in &problem.labels {
            assert!(text.get(span.range()).is_some(), "{problem:?} in {text:?}");
        }
    }
    for item in &parse.file.items {
        assert!(text.get(item.span.range()).is_some(), "{item:?} in {text:?}");
    }
    assert!(parse.problems.len() <= 101);
}
