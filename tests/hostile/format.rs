//! Setting what nobody would write: it ends soon, on a small stack, and what comes of it is not much longer.

use std::sync::mpsc;
use std::thread;

use duly_dsl::Formatted;

use super::{PATIENCE, STACK, many};

/// The text in house style, which is at rest, and holds no more white space than indents can explain.
#[track_caller]
fn sets(name: &str, text: String) {
    let (say, hear) = mpsc::channel();
    let most = text.len() * 16 + 4096;
    let set = move || {
        let once = duly_dsl::format(&text);
        let twice = match &once {
            Formatted::Text(once) => Some(duly_dsl::format(once)),
            Formatted::LeftAlone { .. } => None,
        };
        let _nobody_listens = say.send((once, twice));
    };
    let setting = thread::Builder::new().stack_size(STACK).spawn(set).expect("a thread starts");
    let (once, twice) = match hear.recv_timeout(PATIENCE) {
        Ok(answer) => answer,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("{name}: no answer after {PATIENCE:?}"),
        Err(mpsc::RecvTimeoutError::Disconnected) => panic!("{name}: it broke down"),
    };
    assert!(setting.join().is_ok(), "{name}");
    let Formatted::Text(new) = &once else { panic!("{name}: {once:?}") };
    assert!(new.len() < most, "{name}: {} bytes", new.len());
    assert!(twice.as_ref() == Some(&once), "{name}: not at rest");
}

#[test]
fn comments_without_end() {
    sets("comments", "// c\n".repeat(many(100_000, 20_000)) + "entity a { }");
    sets("comments in a block", format!("entity a {{{}}}", "// c\n kind: x // d\n".repeat(many(100_000, 10_000))));
}

#[test]
fn one_line_without_end() {
    let n = many(100_000, 10_000);
    sets("members", format!("entity a {{ {}}}", "kind: agency ".repeat(n)));
    sets("blocks", format!("define x: {}a", "a { b: c } or ".repeat(n)));
    sets("a list", format!("use u \"U\" {{ data: [{}a] }}", "a, ".repeat(n)));
    sets("brackets", format!("given {}(a is b)", "(a is b or c is d) and ".repeat(n)));
    sets("a name", format!("entity a {{ kind: {} }}", "a".repeat(n)));
}

#[test]
fn as_deep_as_can_be_read() {
    let steps = "step a: b ".repeat(many(2_000, 200));
    let (open, close) = ("when risk is high { ".repeat(60), "} ".repeat(60));
    sets("blocks", format!("procedure p for any use {{ {open}{steps}{close} }}"));
}

#[test]
fn tables_without_end() {
    let n = many(20_000, 2_000);
    let row = |i: usize| format!("  role r{i}   \"{}\" {{ rank: officer   independence: self }}\n", "x".repeat(i % 50));
    sets("rows", format!("entity a {{\n{}}}", (0..n).map(row).collect::<String>()));
    let wide = format!("  a{}\n", "  b: c".repeat(n));
    sets("cells", format!("use u \"U\" {{\n{wide}{wide}}}"));
    let far = format!("vocabulary v {{\n  {}  \"t\"\n{}}}", "a".repeat(n), "  b  \"t\"\n".repeat(n));
    sets("one name that is far too long", far);
}

#[test]
fn a_text_that_would_become_too_long_is_left_as_it_is() {
    let text = format!("entity a {{ {}}}\n", "kind: x ".repeat(1_040_000));
    let Formatted::Text(new) = duly_dsl::format(&text) else { panic!("it can be read") };
    assert!(new == text, "{} bytes became {}", text.len(), new.len());
}
