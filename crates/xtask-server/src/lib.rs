//! The server for trying and testing the built site, and the HTTP below it.

pub mod http;
pub mod policy;
pub mod server;
