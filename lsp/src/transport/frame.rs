//! Bytes to bodies of messages: the header, and what it announces.
//!
//! Whatever comes in, the next good message is found: what is no header is passed over and told once, and reading
//! goes on where one begins.

use std::io::Read;

use tower_lsp::jsonrpc::{Error, ErrorCode};

/// A longer message is passed over. Fifty megabytes of text with every character escaped fit in.
const MOST: usize = 512 << 20;

/// A longer line is no line of a header.
const LONGEST_LINE: usize = 8 << 10;

/// So much is read at once.
const CHUNK: usize = 1 << 16;

/// The one line of a header that matters.
const LENGTH: &[u8] = b"content-length:";

/// What was read.
pub(super) enum Frame {
    Body(Vec<u8>),
    Bad(Error),
    End,
}

/// Reads frames, one after the other.
pub(super) struct Frames<R> {
    input: R,
    /// What was read and not yet used begins at `at`.
    bytes: Vec<u8>,
    at: usize,
    /// What comes now may belong to a message that was complained of already.
    astray: bool,
}

impl<R: Read> Frames<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, bytes: Vec::new(), at: 0, astray: false }
    }

    /// The next frame. Junk before it is told once.
    pub(super) fn next(&mut self) -> Frame {
        loop {
            let frame = self.one();
            let told = std::mem::replace(&mut self.astray, matches!(frame, Frame::Bad(_)));
            if !(told && self.astray) {
                return frame;
            }
        }
    }

    fn one(&mut self) -> Frame {
        let mut length: Option<Result<usize, ()>> = None;
        let mut junk = false;
        loop {
            let Some(line) = self.line() else { return Frame::End };
            match line.as_slice() {
                [] => match length {
                    Some(Ok(length)) if length > MOST => return self.pass_over(length),
                    Some(Ok(length)) => return self.body(length),
                    Some(Err(())) => return bad("the length in the header of a message is no number"),
                    None if junk => return bad("there is no header before a message"),
                    // An empty line between two messages harms nobody.
                    None => {}
                },
                line => match find_length(line) {
                    Some((before, value)) => {
                        let behind_junk = before > 0;
                        length = Some(value);
                        if behind_junk {
                            // The rest of a message that was cut short, and the next one on its heels.
                            self.unread(&line[before..]);
                            return bad("a message was cut short");
                        }
                    }
                    None => junk |= !is_header(line),
                },
            }
        }
    }

    /// Goes back to a place in a body that turned out to hold the beginning of another message.
    pub(super) fn back_to(&mut self, rest: &[u8]) {
        self.bytes.splice(..self.at, rest.iter().copied());
        self.at = 0;
    }

    /// Puts back a line.
    fn unread(&mut self, line: &[u8]) {
        let rest = [line, b"\r\n"].concat();
        self.back_to(&rest);
    }

    fn body(&mut self, length: usize) -> Frame {
        let have = (self.bytes.len() - self.at).min(length);
        let mut body = self.bytes[self.at..self.at + have].to_vec();
        self.at += have;
        // A length is a promise; memory is taken as it is kept.
        let missing = (length - have) as u64;
        let read = self.input.by_ref().take(missing).read_to_end(&mut body);
        if read.is_err() || body.len() < length { Frame::End } else { Frame::Body(body) }
    }

    fn pass_over(&mut self, length: usize) -> Frame {
        let mut left = length;
        loop {
            let have = (self.bytes.len() - self.at).min(left);
            self.at += have;
            left -= have;
            if left == 0 {
                return Frame::Bad(Error {
                    code: ErrorCode::InvalidRequest,
                    message: format!("the message is longer than {} MB", MOST >> 20).into(),
                    data: None,
                });
            }
            if !self.fill() {
                return Frame::End;
            }
        }
    }

    /// The next line without its end; of one that is too long, its end.
    fn line(&mut self) -> Option<Vec<u8>> {
        let mut looked = self.at;
        loop {
            if let Some(end) = self.bytes[looked..].iter().position(|&it| it == b'\n') {
                let line = self.bytes[self.at..looked + end].to_vec();
                self.at = looked + end + 1;
                return Some(line.strip_suffix(b"\r").map(<[u8]>::to_vec).unwrap_or(line));
            }
            looked = self.bytes.len();
            if looked - self.at > LONGEST_LINE {
                self.at = looked - LONGEST_LINE / 2;
            }
            let before = self.bytes.len() - self.at;
            if !self.fill() {
                return None;
            }
            // What was used up has been taken away from the front.
            looked = self.at + before;
        }
    }

    /// Reads more; nothing more at the end, or where reading fails.
    fn fill(&mut self) -> bool {
        if self.at > 0 {
            self.bytes.drain(..self.at);
            self.at = 0;
            self.bytes.shrink_to(CHUNK << 4);
        }
        let old = self.bytes.len();
        self.bytes.resize(old + CHUNK, 0);
        let read = loop {
            match self.input.read(&mut self.bytes[old..]) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                other => break other.unwrap_or(0),
            }
        };
        self.bytes.truncate(old + read);
        read > 0
    }
}

fn bad(words: &'static str) -> Frame {
    Frame::Bad(Error { code: ErrorCode::ParseError, message: words.into(), data: None })
}

/// Where in a line a length is announced, and which.
fn find_length(line: &[u8]) -> Option<(usize, Result<usize, ()>)> {
    let at = line.windows(LENGTH.len()).rposition(|it| it.eq_ignore_ascii_case(LENGTH))?;
    let value = std::str::from_utf8(&line[at + LENGTH.len()..]).map_err(|_| ());
    Some((at, value.and_then(|it| it.trim().parse().map_err(|_| ()))))
}

/// `Content-Type: …`, or another line of that shape.
fn is_header(line: &[u8]) -> bool {
    let name = line.split(|&it| it == b':').next().unwrap_or(line);
    name.len() < line.len() && !name.is_empty() && name.iter().all(|it| it.is_ascii_alphanumeric() || *it == b'-')
}

/// Where in a body another message begins: no JSON holds a header.
pub(super) fn header_within(body: &[u8]) -> Option<usize> {
    let starts = |at: &usize| {
        let rest = &body[*at..];
        let line = rest.split(|&it| it == b'\r').next().unwrap_or(rest);
        rest.len() >= LENGTH.len()
            && rest[..LENGTH.len()].eq_ignore_ascii_case(LENGTH)
            && matches!(find_length(line), Some((0, Ok(_))))
            && (rest[line.len()..].starts_with(b"\r\n") || line.len() == rest.len())
    };
    (0..body.len()).find(starts)
}
