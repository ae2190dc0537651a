//! Typing at random and at speed: afterwards everything is as if the text had been there from the beginning.

use serde_json::{Value, json};

use crate::client::{Client, folder, published, pulling, pushed, repository, uri};
use crate::parity::{assert_same, checked, said};

const PIECES: &[&str] = &[
    "",
    "",
    "a",
    " ",
    "\n",
    "\r\n",
    "\r",
    "{",
    "}",
    "\"",
    "é",
    "﷽",
    "😀",
    "// x",
    "step x: assess by clerk\n",
    "by clrk",
    ":",
    "[a, b]",
    "/*",
    "*/",
    "\u{2028}",
    "\t",
    "procedure p for any use { }\n",
    "within: 7 days",
];

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

/// Line and column of a byte, in units of an encoding.
fn position(text: &str, at: usize, encoding: &str) -> Value {
    let (mut line, mut start) = (0, 0);
    let bytes = text.as_bytes();
    for i in 0..at {
        let ends = bytes[i] == b'\n' || bytes[i] == b'\r' && bytes.get(i + 1) != Some(&b'\n');
        if ends {
            (line, start) = (line + 1, i + 1);
        }
    }
    let before = &text[start..at];
    let character = match encoding {
        "utf-8" => before.len(),
        "utf-16" => before.encode_utf16().count(),
        _ => before.chars().count(),
    };
    json!({"line": line, "character": character})
}

/// Types so many times, and gives back what came of it.
fn type_at_random(client: &mut Client, uri: &str, mut text: String, encoding: &str, times: i32, seed: u64) -> String {
    let mut random = Random(seed);
    for version in 2..=times {
        let mut changes = Vec::new();
        for _ in 0..=random.below(3) {
            let bounds: Vec<usize> = (0..=text.len())
                .filter(|&it| {
                    text.is_char_boundary(it) && !(text[..it].ends_with('\r') && text[it..].starts_with('\n'))
                })
                .collect();
            let a = random.below(bounds.len());
            let b = (a + random.below(6)).min(bounds.len() - 1);
            let (a, b) = (bounds[a], bounds[b]);
            let new = PIECES[random.below(PIECES.len())];
            let range = json!({"start": position(&text, a, encoding), "end": position(&text, b, encoding)});
            changes.push(json!({"range": range, "text": new}));
            text.replace_range(a..b, new);
        }
        client.did_change(uri, version, json!(changes));
        if version % 97 == 0 {
            // Some ask meanwhile, and some of them think better of it.
            let id = client.begin("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
            client.tell("$/cancelRequest", json!({"id": id}));
        }
    }
    text
}

fn compare(name: &str, encoding: &str, seed: u64) {
    const TIMES: i32 = 1500;
    let first = std::fs::read_to_string(repository().join("tests/broken/unknown-names.duly")).unwrap();
    let other = "entity other {\n  role clerk \"Clerk\" { rank: officer }\n}\n";
    let folder = folder(name, &[("a.duly", &first), ("b.duly", other)]);
    let file = folder.join("a.duly");
    let (a, b) = (uri(&file), uri(&folder.join("b.duly")));
    let mut sets = Vec::new();
    for mut capabilities in [pushed(), pulling()] {
        capabilities["general"] = json!({"positionEncodings": [encoding]});
        let is_pulling = capabilities.get("textDocument").is_some();
        let mut client = Client::open(&capabilities, &[&folder]);
        client.did_open(&a, &first);
        let text = type_at_random(&mut client, &a, first.clone(), encoding, TIMES, seed);
        let (pulled, last) = if is_pulling {
            // Until there is nothing that waits for rest.
            let mut settled = client.pull(&a, None);
            while client
                .within(std::time::Duration::from_millis(700), |it| it["method"] == "workspace/diagnostic/refresh")
                .is_some()
            {
                settled = client.pull(&a, None);
            }
            (settled["items"].clone(), client.pull(&b, None)["items"].clone())
        } else {
            let told = published(&client.quiet());
            let of = |uri: &String| told.get(uri).map_or(json!([]), |it| it["diagnostics"].clone());
            (of(&a), of(&b))
        };
        std::fs::write(&file, &text).unwrap();
        let checked = checked(&folder, ".");
        if encoding == "utf-32" {
            assert_same(&a, &said(&pulled), checked.get("a.duly").map_or(&[], Vec::as_slice));
            assert_same(&b, &said(&last), checked.get("b.duly").map_or(&[], Vec::as_slice));
        }
        // A server that starts with this text says the same, to the letter.
        let mut fresh = Client::open(&capabilities, &[&folder]);
        fresh.did_open(&a, &text);
        let again = if is_pulling {
            (fresh.pull(&a, None)["items"].clone(), fresh.pull(&b, None)["items"].clone())
        } else {
            let told = published(&fresh.quiet());
            let of = |uri: &String| told.get(uri).map_or(json!([]), |it| it["diagnostics"].clone());
            (of(&a), of(&b))
        };
        assert_eq!((&pulled, &last), (&again.0, &again.1), "{encoding}, seed {seed}");
        sets.push((pulled, last));
        std::fs::write(&file, &first).unwrap();
    }
    assert_eq!(sets[0], sets[1], "told and asked for are the same");
}

#[test]
fn after_typing_at_random_everything_is_as_new() {
    for (encoding, seed) in [("utf-8", 1), ("utf-16", 2), ("utf-32", 3)] {
        compare(&format!("typing-{encoding}"), encoding, seed);
    }
}
