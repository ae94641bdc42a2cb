//! All files in one zip archive.

use rawzip::ZipArchiveWriter;
use rawzip::time::UtcDateTime;
use sse_guide::setup::File;
use std::io::Write;

/// Not compressed: the files are few and small, and a compressor would only make the program larger. In a folder of their
/// own, so that unpacking spills nothing.
pub(crate) fn zip(bucket: &str, files: &[File], now: i64) -> Result<Vec<u8>, rawzip::Error> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for file in files {
        let mode = if file.executable { 0o755 } else { 0o644 };
        let path = format!("{bucket}-setup/{}", file.name);
        let new = archive.new_file(path.as_str()).last_modified(UtcDateTime::from_unix(now));
        let (mut entry, config) = new.unix_permissions(mode).start()?;
        let mut writer = config.wrap(&mut entry);
        writer.write_all(file.content.as_bytes())?;
        let (_, descriptor) = writer.finish()?;
        entry.finish(descriptor)?;
    }
    archive.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rawzip::ZipArchive;

    #[test]
    fn every_file_is_in_it_with_its_bytes_and_mode() {
        let file = |name, content: &str, executable| File {
            name,
            content: content.to_owned(),
            executable,
            about: "",
        };
        let files = [file("setup.sh", "#!/bin/sh\n", true), file("uploads/upload.mjs", "// é\n", false)];
        let bytes = zip("reports", &files, 1_763_942_400).unwrap();

        let archive = ZipArchive::from_slice(&bytes).unwrap();
        let mut entries = archive.entries();
        for file in &files {
            let entry = entries.next_entry().unwrap().unwrap();
            let path = format!("reports-setup/{}", file.name);
            assert_eq!(entry.file_path().try_normalize().unwrap().as_ref(), path);
            assert_eq!(entry.mode().permissions(), if file.executable { 0o755 } else { 0o644 });
            let stored = archive.get_entry(entry.wayfinder()).unwrap();
            assert_eq!(stored.data(), file.content.as_bytes());
        }
        assert!(entries.next_entry().unwrap().is_none());
    }
}
