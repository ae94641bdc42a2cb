//! From S3 operations to calls to KMS and requests to S3.
//!
//! Without a Bucket Key (AWS, "Protecting data with SSE-KMS"; "sure" as in the project's facts: A is AWS's own text, I is
//! inferred):
//!
//! | operation | calls to KMS | requests to S3 | sure |
//! | --- | --- | --- | --- |
//! | upload in one PUT | 1 `GenerateDataKey` | 1 PUT | A |
//! | upload in n parts | 1 `GenerateDataKey` to start, 1 `Decrypt` a part, [`complete_calls`] to end | n + 2 PUT | A, part I |
//! | download | 1 `Decrypt` for each (ranged) GET | its GETs, and a HEAD by some clients | A |
//! | copy in one request | 1 `Decrypt` of the source, 1 `GenerateDataKey` for the target | 1 PUT | A |
//! | copy in n parts | 1 `GenerateDataKey`, for each part 1 `Decrypt` of the source and 1 of the target | n + 2 PUT | I |
//!
//! [`complete_calls`]: crate::Workload::complete_calls

use crate::client::Client;
use crate::money::too_large;
use crate::{Result, Workload};

/// The requests that a kind of operation makes in the month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Requests {
    /// `GenerateDataKey`, one for each object written.
    pub generate_data_key: u64,
    /// `Decrypt` for the parts of what is written.
    pub decrypt_parts: u64,
    /// `Decrypt` for what is read.
    pub decrypt_reads: u64,
    /// S3 requests at the PUT, COPY, POST, LIST price.
    pub s3_put: u64,
    /// S3 requests at the GET and all other price.
    pub s3_get: u64,
}

/// What a workload does, in requests and bytes, before any Bucket Key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operations {
    /// Of uploads.
    pub uploads: Requests,
    /// Of downloads.
    pub downloads: Requests,
    /// Of copies, source and target in the same bucket and with the same encryption.
    pub copies: Requests,
    /// Bytes written, by uploads and copies; `None` where the object size is unknown.
    pub bytes_written: Option<u128>,
    /// Bytes read, by downloads and copies; `None` where the object size is unknown.
    pub bytes_read: Option<u128>,
    /// Whether something is uploaded or copied in parts.
    pub multipart: bool,
}

impl Requests {
    /// Calls to KMS for what is written.
    #[must_use]
    pub fn kms_writes(&self) -> u64 {
        self.generate_data_key.saturating_add(self.decrypt_parts)
    }

    /// Calls to KMS, all of them.
    #[must_use]
    pub fn kms(&self) -> u64 {
        self.kms_writes().saturating_add(self.decrypt_reads)
    }

    /// Adds `count` times the requests of one operation.
    #[inline]
    fn add(&mut self, one: &Requests, count: u64) -> Result<()> {
        let add = |sum: &mut u64, one: u64| -> Result<()> {
            let more = one.checked_mul(count).and_then(|more| sum.checked_add(more));
            *sum = more.ok_or_else(|| too_large("requests"))?;
            Ok(())
        };
        add(&mut self.generate_data_key, one.generate_data_key)?;
        add(&mut self.decrypt_parts, one.decrypt_parts)?;
        add(&mut self.decrypt_reads, one.decrypt_reads)?;
        add(&mut self.s3_put, one.s3_put)?;
        add(&mut self.s3_get, one.s3_get)
    }
}

impl Operations {
    /// Counts what a workload does.
    ///
    /// # Errors
    /// An object that the client cannot send within S3's limits, or more requests than a count holds.
    pub fn of(workload: &Workload) -> Result<Operations> {
        let mut operations = Operations {
            uploads: Requests::default(),
            downloads: Requests::default(),
            copies: Requests::default(),
            bytes_written: Some(0),
            bytes_read: Some(0),
            multipart: false,
        };
        match &workload.object_size {
            None => operations.add_plain(workload)?,
            Some(sizes) => {
                // Without shares there is nothing to split.
                if let Some(bytes) = sizes.single() {
                    let Workload { uploads, downloads, copies, .. } = *workload;
                    operations.add_size(workload, bytes, [uploads, downloads, copies])?;
                    return Ok(operations);
                }
                let copies = sizes.split(workload.copies);
                let up_and_down = sizes.split(workload.uploads).zip(sizes.split(workload.downloads));
                for (((bytes, uploads), (_, downloads)), (_, copies)) in up_and_down.zip(copies) {
                    operations.add_size(workload, bytes, [uploads, downloads, copies])?;
                }
            }
        }
        Ok(operations)
    }

    /// Of all operations together.
    ///
    /// # Errors
    /// More requests than a count holds.
    pub fn total(&self) -> Result<Requests> {
        let mut total = self.uploads;
        total.add(&self.downloads, 1)?;
        if self.copies != Requests::default() {
            total.add(&self.copies, 1)?;
        }
        // What the sums of it are taken of later fits as well.
        total.kms_writes().checked_add(total.decrypt_reads).ok_or_else(|| too_large("requests"))?;
        Ok(total)
    }

    /// Objects of unknown size: each is one request.
    fn add_plain(&mut self, workload: &Workload) -> Result<()> {
        self.uploads.add(&upload(None, workload), workload.uploads)?;
        self.downloads.add(&download(1, 0), workload.downloads)?;
        self.copies.add(&copy(None, workload, 0), workload.copies)?;
        // Nothing moved is nothing, however large an object is.
        let written = workload.uploads.saturating_add(workload.copies);
        let read = workload.downloads.saturating_add(workload.copies);
        self.bytes_written = (written == 0).then_some(0);
        self.bytes_read = (read == 0).then_some(0);
        Ok(())
    }

    fn add_size(
        &mut self,
        workload: &Workload,
        bytes: u64,
        [uploads, downloads, copies]: [u64; 3],
    ) -> Result<()> {
        let client: Client = workload.client.value();
        if uploads > 0 {
            let parts = client.upload_parts(bytes)?;
            self.multipart |= parts.is_some();
            self.uploads.add(&upload(parts, workload), uploads)?;
        }
        if downloads > 0 {
            self.downloads.add(&download(client.download_gets(bytes), client.heads()), downloads)?;
        }
        if copies > 0 {
            let parts = client.copy_parts(bytes)?;
            self.multipart |= parts.is_some();
            self.copies.add(&copy(parts, workload, client.heads()), copies)?;
        }
        let moved = |sum: Option<u128>, objects: u64| {
            let more = u128::from(bytes).saturating_mul(u128::from(objects));
            sum.map(|sum| sum.saturating_add(more))
        };
        self.bytes_written = moved(moved(self.bytes_written, uploads), copies);
        self.bytes_read = moved(moved(self.bytes_read, downloads), copies);
        Ok(())
    }
}

/// The requests of one upload: `None` parts is a single PUT.
fn upload(parts: Option<u64>, workload: &Workload) -> Requests {
    let complete = workload.complete_calls.value();
    Requests {
        generate_data_key: 1,
        decrypt_parts: parts.map_or(0, |parts| parts.saturating_add(complete)),
        decrypt_reads: 0,
        s3_put: parts.map_or(1, |parts| parts.saturating_add(2)),
        s3_get: 0,
    }
}

fn download(gets: u64, heads: u64) -> Requests {
    Requests { decrypt_reads: gets, s3_get: gets.saturating_add(heads), ..Requests::default() }
}

/// A copy writes as an upload does, and reads its source once for each request that copies.
fn copy(parts: Option<u64>, workload: &Workload, heads: u64) -> Requests {
    Requests { decrypt_reads: parts.unwrap_or(1), s3_get: heads, ..upload(parts, workload) }
}
