//! The small rules that all others are made of.

use chumsky::input::{InputRef, MapExtra};
use chumsky::inspector::SimpleState;
use chumsky::prelude::*;

use crate::ast::{Name, Path, Text};
use crate::fault::{Fault, Want};
use crate::reading::Reading;
use crate::source::Span;
use crate::token::Kind;
use crate::words::Word;

pub(super) type Tokens<'t> = &'t [Kind];
pub(super) type Extra<'t> = extra::Full<Fault, SimpleState<Reading<'t>>, ()>;
pub(super) type Rule<'t, O> = Boxed<'t, 't, Tokens<'t>, O, Extra<'t>>;
pub(super) type Tape<'t, 'b> = InputRef<'t, 'b, Tokens<'t>, Extra<'t>>;
pub(super) type Here<'t, 'b> = MapExtra<'t, 'b, Tokens<'t>, Extra<'t>>;

/// The bytes of what a rule has read.
pub(super) fn bytes(here: &mut Here<'_, '_>) -> Span {
    let span = here.span();
    here.state().bytes(span.start, span.end)
}

/// The documentation above what a rule has read.
pub(super) fn doc(here: &mut Here<'_, '_>) -> Option<String> {
    let span = here.span();
    here.state().doc_above(span.start)
}

/// One word of the language.
pub(super) fn word<'t>(word: Word) -> Rule<'t, ()> {
    just(Kind::Word(word)).ignored().boxed()
}

/// One sign.
pub(super) fn sign<'t>(kind: Kind) -> Rule<'t, ()> {
    just(kind).ignored().boxed()
}

/// Looks at what comes, and takes nothing.
pub(super) fn ahead<'t>(test: fn(&Reading<'t>, usize) -> bool) -> Rule<'t, ()> {
    custom(move |input: &mut Tape<'t, '_>| {
        let at = *input.cursor().inner();
        if test(input.state(), at) { Ok(()) } else { Err(Fault::silent(at)) }
    })
    .boxed()
}

/// Reports that something is missing here, and goes on.
pub(super) fn missing<'t>(want: Want) -> Rule<'t, ()> {
    empty()
        .validate(move |(), here: &mut Here<'t, '_>, faults| {
            let at = here.span().start;
            faults.emit(Fault::expected(at, want));
        })
        .boxed()
}

/// A rule, or a report that it is missing.
pub(super) fn need<'t, O: 't>(rule: Rule<'t, O>, want: Want) -> Rule<'t, Option<O>> {
    rule.map(Some).or(missing(want).to_nothing()).boxed()
}

/// As [`need`], for a rule that may itself come to nothing.
pub(super) fn need_flat<'t, O: 't>(rule: Rule<'t, Option<O>>, want: Want) -> Rule<'t, Option<O>> {
    rule.or(missing(want).to_nothing()).boxed()
}

/// A sign, or a report that it is missing. Gives whether it was there.
pub(super) fn need_sign<'t>(kind: Kind, want: Want) -> Rule<'t, bool> {
    sign(kind).map(|()| true).or(missing(want).map(|()| false)).boxed()
}

/// A word, or a report that it is missing.
pub(super) fn need_word<'t>(w: Word, want: Want) -> Rule<'t, bool> {
    word(w).map(|()| true).or(missing(want).map(|()| false)).boxed()
}

trait ToNothing<'t> {
    fn to_nothing<O: 't>(self) -> Rule<'t, Option<O>>;
}

impl<'t> ToNothing<'t> for Rule<'t, ()> {
    fn to_nothing<O: 't>(self) -> Rule<'t, Option<O>> {
        self.map(|()| None).boxed()
    }
}

/// A name.
pub(super) fn name<'t>() -> Rule<'t, Name> {
    any()
        .filter(|kind: &Kind| kind.is_name())
        .map_with(|_, here: &mut Here<'t, '_>| {
            let at = here.span().start;
            here.state().name(at)
        })
        .boxed()
}

/// A name for something new: one that does not begin what stands on the next line.
pub(super) fn new_name<'t>(name: Rule<'t, Name>, want: Want) -> Rule<'t, Option<Name>> {
    let near = ahead(|reading, at| !starts_next_line(reading, at));
    need(near.ignore_then(name).boxed(), want)
}

/// `step` at the end of a line, while `key: value` stands on the next one.
fn starts_next_line(reading: &Reading<'_>, at: usize) -> bool {
    let opens = |at| matches!(reading.kind(at), Some(Kind::Colon));
    reading.begins_line(at) && (opens(at + 1) || reading.can_begin(at) && reading.is_name(at + 1))
}

/// One or more names joined by dots. `step`, the action that every step is, can be its first.
pub(super) fn path<'t>() -> Rule<'t, Path> {
    let root = just(Kind::Word(Word::Step)).map_with(|_, here: &mut Here<'t, '_>| {
        let at = here.span().start;
        here.state().name(at)
    });
    let root = ahead(|reading, at| reading.is(at, Word::Step) && is_root(reading, at)).ignore_then(root);
    let more = sign(Kind::Dot).ignore_then(need(name(), Want::NameAfterDot));
    name()
        .or(root)
        .then(more.repeated().collect::<Vec<_>>())
        .map_with(|(first, more), here| {
            let mut names = vec![first];
            names.extend(more.into_iter().flatten());
            Path { names, span: bytes(here) }
        })
        .boxed()
}

/// `step` means the root of the actions unless a step is declared here.
fn is_root(reading: &Reading<'_>, at: usize) -> bool {
    !reading.begins_line(at) && !reading.is_name(at + 1) && reading.kind(at + 1) != Some(Kind::Colon)
        || reading.is(at + 1, Word::Must)
}

/// A path that is not the key of what comes next.
pub(super) fn path_value<'t>(path: Rule<'t, Path>) -> Rule<'t, Path> {
    ahead(|reading, at| reading.kind(at + 1) != Some(Kind::Colon)).ignore_then(path).boxed()
}

/// `a, b, c`
pub(super) fn paths<'t>(path: Rule<'t, Option<Path>>) -> Rule<'t, Vec<Path>> {
    let more = sign(Kind::Comma).ignore_then(path.clone()).repeated().collect::<Vec<_>>();
    path.then(more).map(|(first, more)| first.into_iter().chain(more.into_iter().flatten()).collect()).boxed()
}

/// `a or b`
pub(super) fn path_alternatives<'t>(path: Rule<'t, Option<Path>>) -> Rule<'t, Vec<Path>> {
    let more = word(Word::Or).ignore_then(path.clone()).repeated().collect::<Vec<_>>();
    path.then(more).map(|(first, more)| first.into_iter().chain(more.into_iter().flatten()).collect()).boxed()
}

/// A text in quotes.
pub(super) fn text<'t>() -> Rule<'t, Text> {
    just(Kind::Text)
        .map_with(|_, here: &mut Here<'t, '_>| {
            let at = here.span().start;
            let reading = here.state();
            Text { text: unquote(reading.text(at)), span: reading.span(at) }
        })
        .boxed()
}

/// Takes off the quotes, if both are there, and undoes the escapes.
fn unquote(written: &str) -> String {
    let inner = written.strip_prefix(['"', '“', '„']).unwrap_or(written);
    let inner = inner.strip_suffix(['"', '”', '“']).unwrap_or(inner);
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            c => out.push(c),
        }
    }
    out
}

/// `{ members }`. What is no member is reported once, and reading goes on at the next thing that
/// can be one. Where the brace is missing, `loose` members are read all the same.
pub(super) fn body<'t, M: 't>(member: Rule<'t, M>, loose: Option<Rule<'t, M>>, want: Want) -> Rule<'t, Vec<M>> {
    let unbraced = match loose {
        Some(loose) => missing(Want::Open).ignore_then(advancing(loose).repeated().collect()).boxed(),
        None => missing(Want::Open).map(|()| Vec::new()).boxed(),
    };
    braced(member, want).or(unbraced).boxed()
}

/// A rule that must take something: what takes nothing would be repeated for ever.
pub(super) fn advancing<'t, O: 't>(rule: Rule<'t, O>) -> Rule<'t, O> {
    rule.try_map(|output, span: SimpleSpan<usize>| match span.start == span.end {
        true => Err(Fault::silent(span.start)),
        false => Ok(output),
    })
    .boxed()
}

/// The first rule that applies. As `choice`, with one small frame on the stack whatever the number of rules.
pub(super) fn first_of<'t, O: 't>(rules: Vec<Rule<'t, O>>) -> Rule<'t, O> {
    custom(move |input: &mut Tape<'t, '_>| {
        for rule in &rules {
            let checkpoint = input.save();
            let output = input.parse(rule);
            if output.is_ok() {
                return output;
            }
            input.rewind(checkpoint);
        }
        Err(Fault::silent(*input.cursor().inner()))
    })
    .boxed()
}

/// `{ members }`, if there is a brace. One frame on the stack for each level, however members are made.
pub(super) fn braced<'t, M: 't>(member: Rule<'t, M>, want: Want) -> Rule<'t, Vec<M>> {
    custom(move |input: &mut Tape<'t, '_>| {
        take(input, Kind::Open)?;
        let mut members = Vec::new();
        while input.peek().is_some_and(|kind| !kind.is_closer()) {
            let (start, checkpoint) = (*input.cursor().inner(), input.save());
            let member = input.parse(&member).ok().filter(|_| *input.cursor().inner() > start);
            if member.is_none() {
                input.rewind(checkpoint);
                skip_junk(input, want)?;
            }
            members.extend(member);
        }
        if take(input, Kind::Close).is_err() {
            let at = *input.cursor().inner();
            input.emit(Fault::expected(at, Want::Close));
        }
        Ok(members)
    })
    .boxed()
}

/// Takes one sign.
fn take(input: &mut Tape<'_, '_>, kind: Kind) -> Result<(), Fault> {
    if input.peek() != Some(kind) {
        return Err(Fault::silent(*input.cursor().inner()));
    }
    input.skip();
    Ok(())
}

/// Reports what makes no sense here, and takes it and all that follows up to where reading can begin anew.
pub(super) fn junk<'t>(want: Want) -> Rule<'t, ()> {
    custom(move |input: &mut Tape<'t, '_>| skip_junk(input, want)).boxed()
}

fn skip_junk(input: &mut Tape<'_, '_>, want: Want) -> Result<(), Fault> {
    let start = *input.cursor().inner();
    let mut at = start;
    let mut open = 0usize;
    while let Some(kind) = input.peek() {
        let anew = at > start && input.state().can_begin(at);
        if open == 0 && (kind.is_closer() || anew) {
            break;
        }
        open += usize::from(kind.closer().is_some());
        open = open.saturating_sub(usize::from(kind.is_closer()));
        input.skip();
        at += 1;
    }
    if at == start {
        return Err(Fault::silent(at));
    }
    input.emit(Fault::expected(start, want));
    Ok(())
}

/// A rule whose output is moved off the stack at once: what is large is copied by every rule on the way up.
pub(super) fn boxed<'t, O: 't>(rule: Rule<'t, O>) -> Rule<'t, Box<O>> {
    rule.map(Box::new).boxed()
}

/// A rule that never applies.
pub(super) fn nothing<'t, O: 't>() -> Rule<'t, O> {
    custom(|input: &mut Tape<'t, '_>| Err(Fault::silent(*input.cursor().inner()))).boxed()
}
