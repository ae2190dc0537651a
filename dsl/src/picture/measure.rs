//! How wide words are, without any font at hand: no narrower than in the widest of the usual ones.

/// The height of a line of text.
pub(super) const LINE: i32 = 17;

/// Letters of a text that is drawn; the rest is left out.
const LONGEST: usize = 240;

/// How wide a text is, in thousandths of its size, drawn in bold.
fn thousandths(sign: char) -> i32 {
    match sign {
        'i' | 'l' | 'j' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 400,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' => 480,
        'm' | 'w' | 'W' | 'M' | '@' | '%' | '—' | '…' => 1_110,
        'A'..='Z' => 840,
        sign if sign.is_ascii() => 720,
        // Other alphabets are no wider than this; ideographs and pictures are.
        sign if u32::from(sign) < 0x1100 => 900,
        _ => 1_250,
    }
}

/// How wide a text is at a size.
pub(super) fn width(text: &str, size: i32) -> i32 {
    let sum: i32 = text.chars().take(2 * LONGEST).map(thousandths).sum();
    sum * size / 1_000 + 1
}

/// A text in lines that are no wider than that, and no more of them than `most`.
pub(super) fn wrap(text: &str, size: i32, widest: i32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in shortened(text).split_whitespace() {
        for piece in pieces(word, size, widest) {
            let joined = if line.is_empty() { piece.clone() } else { format!("{line} {piece}") };
            if width(&joined, size) <= widest || line.is_empty() {
                line = joined;
            } else {
                lines.push(std::mem::replace(&mut line, piece));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while width(last, size) > widest - size * 2 && last.pop().is_some() {}
            last.push('…');
        }
    }
    lines
}

fn shortened(text: &str) -> String {
    cut(text, LONGEST).chars().map(|it| if it.is_control() { ' ' } else { it }).collect()
}

/// The first letters of a text; it is seen that there are more.
pub(super) fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some(_) => {
            let shown: String = text.chars().take(most.saturating_sub(1)).collect();
            format!("{}…", shown.trim_end())
        }
    }
}

/// A word that is wider than a line is divided, behind a hyphen if it has one.
fn pieces(word: &str, size: i32, widest: i32) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for sign in word.chars() {
        if width(&piece, size) + width(&sign.to_string(), size) > widest && !piece.is_empty() {
            let keep = piece.rfind('-').map_or(piece.len(), |at| at + 1);
            let rest = piece.split_off(keep.min(piece.len()));
            pieces.push(std::mem::replace(&mut piece, rest));
        }
        piece.push(sign);
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_fits_and_every_word_is_there() {
        let text =
            "Find and rate what it can do to people's rights, with an-extraordinarily-long-name-that-fits-nowhere";
        let lines = wrap(text, 13, 150, 20);
        assert!(lines.iter().all(|it| width(it, 13) <= 150), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
    }

    #[test]
    fn a_text_without_end_is_cut() {
        let lines = wrap(&"wide ".repeat(100_000), 13, 150, 3);
        assert_eq!(lines.len(), 3);
        assert!(lines[2].ends_with('…'));
    }
}
