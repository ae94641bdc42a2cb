//! The policies to attach to the three roles.

use super::{File, Setup};
use crate::Result;

pub(crate) fn files(_setup: &Setup) -> Result<Vec<File>> {
    Ok(Vec::new())
}
