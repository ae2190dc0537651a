//! Texts as nobody should write them: what stands between the tokens is changed at random, and nothing else.

use crate::syntax::token::{Kind, tokens};

/// Numbers that look random and are the same in every run.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides
    }
}

/// How a text is spoilt.
#[derive(Clone, Copy, Debug)]
pub(super) enum Spoil {
    /// Blanks, tabs and line ends between any tokens; now and then, none at all.
    Space,
    /// Blanks and tabs only: lines stay.
    Blanks,
    /// Comments between any two tokens.
    Comments,
    /// All on one line, as far as comments let it be.
    OneLine,
    /// Each token on a line of its own.
    Tall,
    /// Lines end with CR and LF.
    Returns,
}

pub(super) const ALL: &[Spoil] =
    &[Spoil::Space, Spoil::Blanks, Spoil::Comments, Spoil::OneLine, Spoil::Tall, Spoil::Returns];

/// The same tokens with other white space, and perhaps more comments.
pub(super) fn spoil(text: &str, how: Spoil, dice: &mut Dice) -> String {
    if let Spoil::Returns = how {
        return text.replace('\n', "\r\n");
    }
    let mut out = String::new();
    let mut space = "";
    let mut before: Option<Kind> = None;
    for token in tokens(text).0 {
        let slice = &text[token.span.range()];
        if token.kind == Kind::Space {
            space = slice;
            continue;
        }
        out.push_str(&between(space, before, token.kind, how, dice));
        out.push_str(slice);
        (space, before) = ("", Some(token.kind));
    }
    out + "\n"
}

fn between(space: &str, before: Option<Kind>, next: Kind, how: Spoil, dice: &mut Dice) -> String {
    let comment = |kind| matches!(kind, Kind::Comment | Kind::Doc);
    let new = match how {
        Spoil::Space if dice.roll(4) == 0 => {
            ["", "  ", "\n", "\n\n\n\n", "\t", " \t\r\n  \r\n", "\n        "][dice.roll(7)].to_owned()
        }
        Spoil::Blanks if !space.contains('\n') && dice.roll(3) == 0 => {
            ["", "  ", "\t", "      "][dice.roll(4)].to_owned()
        }
        Spoil::Comments if dice.roll(6) == 0 => {
            let comments = [" // so\n", "\n// so\n", " /// why\n", "\n\n    // so\t \n\n", "//\n", "\n// a\n// b\n"];
            space.to_owned() + comments[dice.roll(comments.len())]
        }
        Spoil::OneLine => " ".repeat(dice.roll(3)),
        Spoil::Tall => "\n".repeat(1 + dice.roll(2)),
        _ => space.to_owned(),
    };
    let must_break = before.is_some_and(comment) && !new.contains(['\n', '\r']);
    let must_part = new.is_empty() && before.is_some_and(|it| touch(it, next));
    if must_break || comment(next) && space.contains('\n') && !new.contains('\n') {
        new + "\n"
    } else if must_part {
        " ".to_owned()
    } else {
        new
    }
}

/// Whether two tokens would become another one if nothing stood between them.
fn touch(before: Kind, next: Kind) -> bool {
    let solid = |kind: Kind| kind.is_word() || matches!(kind, Kind::Number | Kind::Date | Kind::Text | Kind::Dot);
    solid(before) && solid(next)
}
