//! The program that started the server: when it is gone, so is the server.
//!
//! An editor that dies closes the pipe as a rule, but a child of it may hold the pipe open.

use std::thread;
use std::time::Duration;

/// How often is looked.
const BREATH: Duration = Duration::from_secs(1);

/// Ends the process soon after the one with this number has ended. One that is not there to begin with, such as one on
/// another machine, is not watched.
pub(crate) fn watch(process: u32) {
    if !is_alive(process) {
        return;
    }
    let watching = move || {
        while is_alive(process) {
            thread::sleep(BREATH);
        }
        std::process::exit(1);
    };
    // Without a thread there is still the pipe.
    let _unwatched = thread::Builder::new().name("parent".to_owned()).spawn(watching);
}

/// Whether a process is there and not only waiting to be buried.
#[cfg(target_os = "linux")]
fn is_alive(process: u32) -> bool {
    let Ok(stat) = std::fs::read_to_string(format!("/proc/{process}/stat")) else { return false };
    // The name of a program may hold anything, brackets included.
    let state = stat.rsplit(") ").next().and_then(|it| it.chars().next());
    !matches!(state, None | Some('Z' | 'X'))
}

#[cfg(all(unix, not(target_os = "linux")))]
fn is_alive(process: u32) -> bool {
    let ps = std::process::Command::new("ps").args(["-o", "stat=", "-p", &process.to_string()]).output();
    // Where nobody can be asked, the pipe has to do.
    ps.is_ok_and(|it| !it.stdout.is_empty() && !it.stdout.starts_with(b"Z"))
}

/// There the pipe breaks when its other end is gone, and nothing else is needed.
#[cfg(not(unix))]
fn is_alive(_process: u32) -> bool {
    false
}
