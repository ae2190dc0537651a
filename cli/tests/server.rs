//! `duly server` as an editor meets it: the real program, over its real pipes.

#[path = "server/bad.rs"]
mod bad;
#[path = "server/client.rs"]
mod client;
#[path = "server/files.rs"]
mod files;
#[path = "server/life.rs"]
mod life;
#[path = "server/parity.rs"]
mod parity;
#[path = "server/telling.rs"]
mod telling;
#[path = "server/typing.rs"]
mod typing;
