//! An upload by each client, with the arguments that the option needs: the files under `uploads/`.

use super::escape::render;
use super::shell::Values;
use super::{File, Setup};
use crate::Result;
use askama::Template;

/// One struct for each client: the file's extension chooses how a value is written.
macro_rules! uploads {
    ($($name:ident $path:literal),*) => {
        $(
            #[derive(Template)]
            #[template(path = $path)]
            struct $name<'a> {
                v: &'a Values,
                key_arn: &'a str,
            }
        )*
    };
}

uploads!(
    Boto3 "uploads/boto3_upload.py",
    Amsdal "uploads/amsdal_upload.py",
    Cli "uploads/cli_upload.sh",
    Rust "uploads/upload.rs",
    JavaScript "uploads/upload.mjs",
    Java "uploads/Upload.java",
    Go "uploads/upload.go"
);

pub(crate) fn files(setup: &Setup) -> Result<Vec<File>> {
    let v = &Values::new(setup);
    let arn = setup.policy_key_arn().unwrap_or_default();
    let key_arn = arn.as_str();
    let file =
        |name, about, content| File { name, content, executable: name == "uploads/cli_upload.sh", about };
    let mut files = vec![file(
        "uploads/boto3_upload.py",
        "an upload and a download with boto3",
        render(&Boto3 { v, key_arn })?,
    )];
    // Its open() sends no key, so that it could not read what it wrote under SSE-C.
    if !v.sse_c {
        files.push(file(
            "uploads/amsdal_upload.py",
            "S3Storage of amsdal_storages, with its upload_extra_args",
            render(&Amsdal { v, key_arn })?,
        ));
    }
    files.extend([
        file("uploads/cli_upload.sh", "an upload with the AWS CLI", render(&Cli { v, key_arn })?),
        file("uploads/upload.rs", "an upload with the AWS SDK for Rust", render(&Rust { v, key_arn })?),
        file(
            "uploads/upload.mjs",
            "an upload with the AWS SDK for JavaScript",
            render(&JavaScript { v, key_arn })?,
        ),
        file("uploads/Upload.java", "an upload with the AWS SDK for Java", render(&Java { v, key_arn })?),
        file("uploads/upload.go", "an upload with the AWS SDK for Go", render(&Go { v, key_arn })?),
    ]);
    Ok(files)
}
