//! `duly server` as an editor meets it: the real program, over its real pipes.

#[path = "server/bad.rs"]
mod bad;
#[path = "server/client.rs"]
mod client;
#[path = "server/everywhere.rs"]
mod everywhere;
#[path = "server/features.rs"]
mod features;
#[path = "server/files.rs"]
mod files;
#[path = "server/life.rs"]
mod life;
#[path = "server/parity.rs"]
mod parity;
#[path = "server/profiles.rs"]
mod profiles;
#[path = "server/shapes.rs"]
mod shapes;
#[path = "server/telling.rs"]
mod telling;
#[path = "server/typing.rs"]
mod typing;
