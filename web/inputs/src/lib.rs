//! The inputs of the calculator page, apart from how they look: what each means for the workload, and how all of them are
//! written into a link, or as a command line of the program.
//!
//! Pure, for both programs of the page: the calculator shows the inputs, the one that writes files reads them from a link.

#![forbid(unsafe_code)]

mod choice;
mod command;
mod field;
mod inputs;
mod link;
mod preset;
mod region;

pub use choice::{Choice, ClientChoice, FreeTier, KeyKind, Method, Volume};
pub use field::Field;
pub use inputs::{Inputs, Plans, Read, Wrong};
pub use link::Link;
pub use preset::Preset;
