//! The index of the set: what, in which order, at what monthly cost.

use super::{File, Setup};
use crate::Result;

pub(crate) fn files(_setup: &Setup, _others: &[File]) -> Result<Vec<File>> {
    Ok(Vec::new())
}
