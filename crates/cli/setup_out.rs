//! Files written to a folder: all of them or none.

use crate::failure::{Failure, Result};
use sse_guide::setup::File;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Writes every file into a folder, which is made if it is not there. What else is there stays.
///
/// First each is written whole into a folder of its own, then they take their names. What they take the place of is kept until
/// all have, and comes back if one cannot.
pub(crate) fn write(folder: &Path, files: &[File], force: bool) -> Result<()> {
    let subject = format!("--out {}", folder.display());
    if fs::metadata(folder).is_ok_and(|there| !there.is_dir()) {
        return Err(Failure::new(&subject, "is a file: give a folder, which is made if it is not there"));
    }
    if !force {
        check_free(folder, files, &subject)?;
    }
    let staging = folder.join(format!(".sse-cost.{}.part", std::process::id()));
    let written = stage(&staging, files).and_then(|()| take_names(folder, &staging, files, force));
    // What is left of it is of no use; that it cannot be removed is no second error.
    let _ = fs::remove_dir_all(&staging);
    written.map_err(|error| Failure::new(&subject, format!("cannot be written: {error}")))
}

/// Which of the names, of files that are not of this set, are there: left from another option's set.
pub(crate) fn left_over(folder: &Path, names: &[&'static str]) -> Vec<&'static str> {
    names.iter().copied().filter(|name| is_there(&folder.join(name))).collect()
}

/// A link that leads nowhere is there as well.
fn is_there(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// All that are there are named at once.
fn check_free(folder: &Path, files: &[File], subject: &str) -> Result<()> {
    let names: Vec<&str> = files.iter().map(|file| file.name).collect();
    let taken: Vec<&str> = names.into_iter().filter(|name| is_there(&folder.join(name))).collect();
    if taken.is_empty() {
        return Ok(());
    }
    let verb = if taken.len() == 1 { "is" } else { "are" };
    Err(Failure::new(
        subject,
        format!("{} {verb} there already; --force writes over what is there", taken.join(", ")),
    ))
}

fn new(staging: &Path, file: &File) -> PathBuf {
    staging.join("new").join(file.name)
}

fn old(staging: &Path, file: &File) -> PathBuf {
    staging.join("old").join(file.name)
}

fn make_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

fn stage(staging: &Path, files: &[File]) -> io::Result<()> {
    for file in files {
        let path = new(staging, file);
        make_parent(&path)?;
        let mut open = OpenOptions::new();
        open.write(true).create_new(true);
        #[cfg(unix)]
        if file.executable {
            use std::os::unix::fs::OpenOptionsExt as _;
            open.mode(0o755);
        }
        let mut to = open.open(path)?;
        to.write_all(file.content.as_bytes())?;
        to.sync_all()?;
    }
    Ok(())
}

fn take_names(folder: &Path, staging: &Path, files: &[File], force: bool) -> io::Result<()> {
    let mut begun = Vec::new();
    for file in files {
        begun.push(file);
        if let Err(error) = take_name(folder, staging, file, force) {
            for file in begun.into_iter().rev() {
                take_back(folder, staging, file);
            }
            return Err(error);
        }
    }
    Ok(())
}

fn take_name(folder: &Path, staging: &Path, file: &File, force: bool) -> io::Result<()> {
    let path = folder.join(file.name);
    make_parent(&path)?;
    if force && is_there(&path) {
        let old = old(staging, file);
        make_parent(&old)?;
        fs::rename(&path, old)?;
    }
    // Refused where the name is taken, also by what came to be there in the meantime.
    OpenOptions::new().write(true).create_new(true).open(&path)?;
    fs::rename(new(staging, file), path)
}

/// Undoes [`take_name`], however far it came. Where that fails too, the first error is the one to tell.
fn take_back(folder: &Path, staging: &Path, file: &File) {
    let (path, old) = (folder.join(file.name), old(staging, file));
    let placed = !is_there(&new(staging, file));
    let empty = fs::symlink_metadata(&path).is_ok_and(|there| there.is_file() && there.len() == 0);
    if placed || empty {
        let _ = fs::remove_file(&path);
    }
    if is_there(&old) {
        let _ = fs::rename(old, path);
    }
}
