//! What is written into a page for a browser: words that are only words, and the head of a page that needs nothing else.

use std::io::{self, Write};

use sha2::{Digest, Sha256};

use crate::clean;

/// The head of a page. Nothing may be loaded, run or sent, whatever stands in it, but the script that is given here.
pub(crate) fn head(out: &mut dyn Write, title: &str, style: &str, script: Option<&str>) -> io::Result<()> {
    let allowed = script.map(|it| format!(" script-src 'sha256-{}';", base64(&Sha256::digest(it.as_bytes()))));
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline';{} base-uri 'none'; form-action 'none'",
        allowed.unwrap_or_default()
    );
    writeln!(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<title>{}</title>\n<style>\n{style}</style>\n</head>\n<body>", escaped(title))
}

/// Text from a file, as text.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for c in clean::line(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// Bytes as a policy names them.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let number = three.iter().fold(0_u32, |sum, &it| sum << 8 | u32::from(it)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let sign = SIGNS.get((number >> (18 - 6 * at) & 63) as usize).copied().unwrap_or(b'A');
            out.push(if at <= three.len() { char::from(sign) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_open_no_tag_and_end_no_attribute() {
        assert_eq!(escaped("<a href='x'>&\"\u{202e}"), "&lt;a href=&#39;x&#39;&gt;&amp;&quot;\u{fffd}");
    }

    #[test]
    fn bytes_are_named_as_a_policy_names_them() {
        let known =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("\u{ff}>", "w78+")];
        for (text, named) in known {
            assert_eq!(base64(text.as_bytes()), named);
        }
    }
}
