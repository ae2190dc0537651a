//! Breaks words into lines.

use unicode_width::UnicodeWidthStr;

/// The lines of a text in a column of `width`. Its own line ends stay, and the room in front of its lines.
/// On the first line, `used` columns are taken already. A word longer than the column is not broken.
pub(super) fn wrap(text: &str, used: usize, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, line) in text.trim_end().split('\n').enumerate() {
        break_line(line, if index == 0 { used } else { 0 }, width, &mut lines);
    }
    lines
}

fn break_line(line: &str, used: usize, width: usize, lines: &mut Vec<String>) {
    let body = line.trim_start_matches(' ');
    let room = line.len() - body.len();
    let mut current = " ".repeat(room);
    let mut column = used + room;
    let mut empty = true;
    for word in body.split(' ').filter(|word| !word.is_empty()) {
        if !empty && column + 1 + word.width() > width {
            lines.push(std::mem::replace(&mut current, " ".repeat(room)));
            column = room;
            empty = true;
        }
        if !empty {
            current.push(' ');
            column += 1;
        }
        current.push_str(word);
        column += word.width();
        empty = false;
    }
    lines.push(current.trim_end().to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_broken_between_and_never_within() {
        assert_eq!(wrap("a bb ccc", 0, 4), ["a bb", "ccc"]);
        assert_eq!(wrap("a bb ccc", 3, 5), ["a", "bb", "ccc"]);
        assert_eq!(wrap("overlong x", 0, 3), ["overlong", "x"]);
        assert_eq!(wrap("猫猫 猫", 0, 6), ["猫猫", "猫"]);
    }

    #[test]
    fn own_lines_and_the_room_before_them_stay() {
        assert_eq!(wrap("add\n  step assess: assess\n", 0, 14), ["add", "  step assess:", "  assess"]);
        assert_eq!(wrap("", 0, 10), [""]);
    }
}
