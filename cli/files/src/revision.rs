//! Texts as they were in a revision of git.
//!
//! Asks the `git` that is there: whoever has a revision to name has it, and it knows every way in which a repository can
//! be kept. Nothing of what it is asked reaches a network, and no hook or filter runs.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use crate::{Failure, Texts, find, name};

/// Reads what was asked for as it was in a revision. Names are those that the files have now.
///
/// # Errors
/// If there is no git, no repository around `here`, or no such revision: one clause for the reader.
pub fn gather_at(revision: &str, here: &Path, paths: &[PathBuf]) -> Result<Texts, String> {
    let named = format!("{revision}^{{commit}}");
    let commit = git(here, &["rev-parse", "--verify", "--quiet", "--end-of-options", &named])
        .map_err(|why| if why.is_empty() { format!("git knows no revision called `{revision}`") } else { why })?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let top = git(here, &["rev-parse", "--show-toplevel"])?;
    let top = PathBuf::from(String::from_utf8_lossy(&top).trim_end_matches('\n'));
    let listed = git(&top, &["ls-tree", "-r", "-z", "--full-tree", &commit])?;
    let mut wanted = Vec::new();
    for entry in listed.split(|&byte| byte == 0).filter(|it| !it.is_empty()) {
        let text = String::from_utf8_lossy(entry);
        let Some((head, path)) = text.split_once('\t') else { continue };
        let mut head = head.split(' ');
        let (mode, kind, object) = (head.next(), head.next(), head.next());
        let is_file = kind == Some("blob") && mode.is_some_and(|it| it.starts_with("100"));
        let at = top.join(path);
        let asked = paths.iter().any(|it| at.starts_with(name::straight(&here.join(it))));
        if let (true, true, true, Some(object)) = (is_file, asked, find::is_duly(&at), object) {
            wanted.push((at, object.to_owned()));
        }
    }
    read(&top, here, &wanted)
}

fn read(top: &Path, here: &Path, wanted: &[(PathBuf, String)]) -> Result<Texts, String> {
    let asked: String = wanted.iter().map(|(_, object)| format!("{object}\n")).collect();
    let blobs = batch(top, asked).map_err(|why| format!("git cannot be asked: {why}"))?;
    let mut answer = Texts::default();
    let mut rest = blobs.as_slice();
    for (path, _) in wanted {
        let label = || path.to_string_lossy().into_owned();
        let text = next(&mut rest).ok_or_else(|| format!("git did not give `{}`", label()))?;
        match (name::name(path, here), String::from_utf8(text.to_vec())) {
            (Ok(name), Ok(text)) => drop(answer.texts.insert(name, text)),
            (Err(why), _) => answer.failures.push(Failure { what: label(), why, named: false }),
            (_, Err(_)) => {
                let why = "it is not written in UTF-8".to_owned();
                answer.failures.push(Failure { what: label(), why, named: false });
            }
        }
    }
    Ok(answer)
}

/// `object type size`, then so many bytes and a line end.
fn next<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let end = rest.iter().position(|&byte| byte == b'\n')?;
    let (head, body) = (rest.get(..end)?, rest.get(end + 1..)?);
    let size: usize = std::str::from_utf8(head).ok()?.rsplit(' ').next()?.parse().ok()?;
    *rest = body.get(size + 1..)?;
    body.get(..size)
}

fn batch(top: &Path, asked: String) -> io::Result<Vec<u8>> {
    let mut child = command(top)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    // Both pipes are worked at once, or a long list would fill the one while nobody reads the other.
    let asking = thread::spawn(move || stdin.map(|mut it| it.write_all(asked.as_bytes())));
    let mut blobs = Vec::new();
    stdout.map(|mut it| it.read_to_end(&mut blobs)).transpose()?;
    drop(asking.join());
    child.wait()?;
    Ok(blobs)
}

fn git(place: &Path, args: &[&str]) -> Result<Vec<u8>, String> {
    let output = command(place).args(args).stdin(Stdio::null()).output();
    let output = output.map_err(|why| format!("git cannot be started: {why}"))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(said.lines().next().unwrap_or("").trim_start_matches("fatal: ").to_owned())
}

fn command(place: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(place).env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
    command
}
