//! Files written to a folder: all of them or none.

use crate::failure::{Failure, Result};
use sse_guide::setup::File;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Writes every file into a folder, which is made if it is not there.
///
/// First it is made sure that none of them is there, unless they may be replaced; then each is written whole beside its place;
/// only then do they take their names.
pub(crate) fn write(folder: &Path, files: &[File], force: bool) -> Result<()> {
    let subject = format!("--out {}", folder.display());
    let unwritten = |error: std::io::Error| Failure::new(&subject, format!("cannot be written: {error}"));
    if !force {
        check_free(folder, files, &subject)?;
    }
    let places: Vec<Place<'_>> = files.iter().map(|file| Place::new(folder, file)).collect();
    let written = stage(folder, &places).and_then(|()| take_names(&places, force));
    if written.is_err() {
        for place in &places {
            // What is left of it is of no use; that it cannot be removed is no second error.
            let _ = fs::remove_file(&place.beside);
        }
    }
    written.map_err(unwritten)
}

/// Where a file goes, and where it is written first.
struct Place<'a> {
    file: &'a File,
    path: PathBuf,
    beside: PathBuf,
}

impl<'a> Place<'a> {
    fn new(folder: &Path, file: &'a File) -> Place<'a> {
        let path = folder.join(file.name);
        let mut name = OsString::from(path.file_name().unwrap_or_default());
        name.push(format!(".{}.part", std::process::id()));
        Place { file, beside: path.with_file_name(name), path }
    }
}

/// All that are there are named at once.
fn check_free(folder: &Path, files: &[File], subject: &str) -> Result<()> {
    // A link that leads nowhere is there as well.
    let there = |file: &&File| fs::symlink_metadata(folder.join(file.name)).is_ok();
    let taken: Vec<&str> = files.iter().filter(there).map(|file| file.name).collect();
    if taken.is_empty() {
        return Ok(());
    }
    let verb = if taken.len() == 1 { "is" } else { "are" };
    Err(Failure::new(
        subject,
        format!("{} {verb} there already; --force writes over what is there", taken.join(", ")),
    ))
}

fn stage(folder: &Path, places: &[Place<'_>]) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    for Place { file, path, beside } in places {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut open = OpenOptions::new();
        open.write(true).create_new(true);
        #[cfg(unix)]
        if file.executable {
            use std::os::unix::fs::OpenOptionsExt as _;
            open.mode(0o755);
        }
        let mut to = open.open(beside)?;
        to.write_all(file.content.as_bytes())?;
        to.sync_all()?;
    }
    Ok(())
}

/// Without `force` what came to be there in the meantime stays, and what has been written is taken back.
fn take_names(places: &[Place<'_>], force: bool) -> std::io::Result<()> {
    let mut taken: Vec<&Path> = Vec::new();
    for Place { path, beside, .. } in places {
        let result = if force {
            fs::rename(beside, path)
        } else {
            // A hard link is refused where its name is taken, a renaming would replace what has it.
            fs::hard_link(beside, path).and_then(|()| fs::remove_file(beside))
        };
        if let Err(error) = result {
            if !force {
                for path in taken {
                    let _ = fs::remove_file(path);
                }
            }
            return Err(error);
        }
        taken.push(path);
    }
    Ok(())
}
