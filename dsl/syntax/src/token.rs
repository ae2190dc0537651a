//! Cuts a text into tokens, losing nothing: put together, they are the text again.
//!
//! White space and comments are tokens too, and so is what cannot be read.

mod characters;
mod lexer;

pub use lexer::{read_date, tokens};

use super::words::{Class, Word};
use crate::source::Span;

/// A piece of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub span: Span,
}

/// What a piece of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Blanks and line ends; also a byte order mark at the start.
    Space,
    /// `// …`
    Comment,
    /// `/// …`
    Doc,
    /// A word of the language.
    Word(Word),
    /// Any other word.
    Name,
    /// Three capitals; a currency after a number, and a name elsewhere.
    Currency,
    Number,
    Date,
    /// Quoted.
    Text,
    /// Without its closing quote; reported, and a [`Kind::Text`] to the grammar.
    UnclosedText,
    /// A number or date that is none; reported.
    BadValue,
    /// What has no place in a text; reported.
    Unreadable,
    Open,
    Close,
    ListOpen,
    ListClose,
    ParenOpen,
    ParenClose,
    Colon,
    Comma,
    Dot,
}

impl Kind {
    /// Whether the grammar never sees it.
    pub fn is_trivia(self) -> bool {
        matches!(self, Self::Space | Self::Comment | Self::Doc | Self::Unreadable)
    }

    /// Whether it can be a name.
    pub fn is_name(self) -> bool {
        match self {
            Self::Name | Self::Currency => true,
            Self::Word(word) => word.class() != Class::Reserved && !word.is_settled(),
            _ => false,
        }
    }

    /// Whether it is a word, of the language or not.
    pub fn is_word(self) -> bool {
        matches!(self, Self::Name | Self::Currency | Self::Word(_))
    }

    /// What closes it, if it opens something.
    pub fn closer(self) -> Option<Self> {
        match self {
            Self::Open => Some(Self::Close),
            Self::ListOpen => Some(Self::ListClose),
            Self::ParenOpen => Some(Self::ParenClose),
            _ => None,
        }
    }

    /// Whether it closes something.
    pub fn is_closer(self) -> bool {
        matches!(self, Self::Close | Self::ListClose | Self::ParenClose)
    }
}

impl Word {
    /// Words whose place was looked at when the text was cut: seen by the grammar, they are keywords.
    fn is_settled(self) -> bool {
        matches!(self, Self::Because | Self::Suggest | Self::Applies)
    }
}
