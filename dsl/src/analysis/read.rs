//! Reading: every text once, until it is another.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::Read;
use super::notices::notice;
use crate::diagnostic::Diagnostic;
use crate::model::{self, Source};
use crate::shipped::SHIPPED;
use crate::source::{FileId, SourceFile};
use crate::syntax::{self, Parse};

/// All texts, read together.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub(super) files: Vec<SourceFile>,
    pub(super) read: Arc<Read>,
    /// What was found in reading.
    pub(super) told: Vec<Diagnostic>,
    /// Who is held to what besides what they follow.
    also: Vec<(Arc<str>, Arc<str>)>,
}

/// One text, read.
type One = (SourceFile, Arc<Parse>);

/// Keeps what was read for the next time: what is no longer there is forgotten.
#[derive(Debug, Default)]
pub(super) struct Reader {
    known: Option<Text>,
}

impl Reader {
    /// The shipped texts first, then those of the caller by path.
    pub(super) fn read(&mut self, texts: &BTreeMap<Arc<str>, Arc<str>>, also: &[(Arc<str>, Arc<str>)]) -> &Text {
        let text = match self.known.take() {
            Some(known) if known.is_of(texts) && known.also == also => known,
            known => {
                let known: BTreeMap<&str, One> = known.iter().flat_map(Text::own).collect();
                let one = |(path, text): (&Arc<str>, &Arc<str>)| match known.get(path.as_ref()) {
                    Some(known) if known.0.text == *text => known.clone(),
                    _ => read(path, text, false),
                };
                together(shipped().iter().cloned().chain(texts.iter().map(one)).unzip(), also)
            }
        };
        self.known.insert(text)
    }
}

impl Text {
    /// Those of the caller.
    fn own(&self) -> impl Iterator<Item = (&str, One)> {
        let all = self.files.iter().zip(&self.read.parses).filter(|(file, _)| !file.shipped);
        all.map(|(file, parse)| (file.path.as_ref(), (file.clone(), Arc::clone(parse))))
    }

    fn is_of(&self, texts: &BTreeMap<Arc<str>, Arc<str>>) -> bool {
        let own = self.files.iter().filter(|it| !it.shipped);
        own.map(|it| (&it.path, &it.text)).eq(texts)
    }
}

fn read(path: &Arc<str>, text: &Arc<str>, shipped: bool) -> One {
    let parse = Arc::new(syntax::parse(text));
    (SourceFile::new(Arc::clone(path), Arc::clone(text), shipped), parse)
}

/// What ships is the same for everybody.
fn shipped() -> &'static [One] {
    static READ: OnceLock<Vec<One>> = OnceLock::new();
    READ.get_or_init(|| SHIPPED.iter().map(|&(path, text)| read(&path.into(), &text.into(), true)).collect())
}

fn together((files, parses): (Vec<SourceFile>, Vec<Arc<Parse>>), also: &[(Arc<str>, Arc<str>)]) -> Text {
    let sources = sources(&files, &parses);
    let resolved = model::resolve(&sources);
    let mut told = resolved.diagnostics;
    for (source, parse) in sources.iter().zip(&parses) {
        told.extend(parse.problems.iter().map(|problem| notice(source.id, problem)));
    }
    let (mut model, mentions) = (resolved.model, resolved.references);
    also.iter().for_each(|(entity, guidance)| model.hold_to(entity, guidance));
    let read = Arc::new(Read { parses, model, mentions, ..Read::default() });
    Text { files, read, told, also: also.to_vec() }
}

/// The texts with their trees, as other rooms look at them.
pub(super) fn sources<'a>(files: &'a [SourceFile], parses: &'a [Arc<Parse>]) -> Vec<Source<'a>> {
    let source = |(id, (file, parse)): (u32, (&'a SourceFile, &'a Arc<Parse>))| Source {
        id: FileId(id),
        path: &file.path,
        shipped: file.shipped,
        tree: &parse.file,
        text: &file.text,
    };
    (0..).zip(files.iter().zip(parses)).map(source).collect()
}
