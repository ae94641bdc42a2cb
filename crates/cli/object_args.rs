//! The flags that say how large the objects are and how a client sends them.

use crate::failure::{Failure, Result};
use clap::Args;
use sse_pricing::client::{MAX_PUT_BYTES, MIN_PART_BYTES, Multipart};
use sse_pricing::{Assumable, Client, Workload, display, parse};

/// How many requests an object takes.
#[derive(Args)]
#[command(next_help_heading = "Objects (how many requests each takes)")]
pub(crate) struct ObjectArgs {
    /// Size of an object: 1 B to 48.8 TiB, such as 4MiB or 10MB; or sizes with shares of 100 % together, such as
    /// 64KiB:70%,8MiB:25%,1GiB:5% [default: unknown, one request for each upload and each download]
    #[arg(long, value_name = "SIZES", allow_negative_numbers = true)]
    object_size: Option<String>,
    /// Program that sends the requests: boto3, aws-cli, dotnet, or single for one request an object [default: boto3]
    #[arg(long, value_name = "CLIENT")]
    client: Option<String>,
    /// Another client: size of a part, 5 MiB to 5 GiB [default: 8MiB where a threshold is given]
    #[arg(long, value_name = "SIZE", allow_negative_numbers = true)]
    part_size: Option<String>,
    /// Another client: objects of this size or more go in parts, 1 B to 5 GiB [default: 8MiB where a part size is given]
    #[arg(long, value_name = "SIZE", allow_negative_numbers = true)]
    multipart_threshold: Option<String>,
    /// KMS calls to complete a multipart upload: 0 or 1, sources disagree [default: 0]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    complete_calls: Option<String>,
    /// KMS calls by DSSE-KMS for each call by SSE-KMS: 1 to 4, AWS says one or more [default: 1]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    dsse_calls: Option<String>,
}

/// What most clients use, where only one of the two is given.
const EIGHT_MIB: Multipart = Multipart { part_size: 8 << 20, threshold: 8 << 20 };

impl ObjectArgs {
    /// Sets what was given.
    pub(crate) fn apply(&self, workload: &mut Workload) -> Result<()> {
        if let Some(size) = &self.object_size {
            workload.object_size = Some(parse::object_size("--object-size", size)?);
        }
        if let Some(client) = self.client(workload.client.value())? {
            workload.client = Assumable::Given(client);
        }
        if let Some(calls) = &self.complete_calls {
            workload.complete_calls = Assumable::Given(parse::count_within("--complete-calls", calls, 0, 1)?);
        }
        if let Some(calls) = &self.dsse_calls {
            workload.dsse_calls = Assumable::Given(parse::count_within("--dsse-calls", calls, 1, 4)?);
        }
        Ok(())
    }

    /// The client that was named or described; a description starts from the file's, where the file has one.
    fn client(&self, file: Client) -> Result<Option<Client>> {
        let own = [("--part-size", &self.part_size), ("--multipart-threshold", &self.multipart_threshold)];
        let described = own.iter().find(|(_, text)| text.is_some());
        match (&self.client, described) {
            (None, None) => Ok(None),
            (Some(client), None) => {
                let client =
                    client.parse().map_err(|error: sse_pricing::Error| error.with_field("--client"))?;
                Ok(Some(client))
            }
            (Some(_), Some((flag, _))) => Err(Failure::new(
                format!("--client and {flag}"),
                "two ways to say how objects are sent: name a client (--client), or describe another one (--part-size, \
                 --multipart-threshold)",
            )),
            (None, Some(_)) => {
                let mut multipart = if let Client::Custom(multipart) = file { multipart } else { EIGHT_MIB };
                if let Some(size) = &self.part_size {
                    multipart.part_size = size_within("--part-size", size, MIN_PART_BYTES)?;
                }
                if let Some(size) = &self.multipart_threshold {
                    multipart.threshold = size_within("--multipart-threshold", size, 1)?;
                }
                Ok(Some(Client::Custom(multipart)))
            }
        }
    }

    /// The flag that set a field, by the field's name in the JSON, and what was typed.
    pub(crate) fn flag(&self, field: &str) -> Option<(&'static str, &str)> {
        match field {
            "objectSize" => self.object_size.as_deref().map(|text| ("--object-size", text)),
            // With a threshold alone, the part size is a default that a flag can change.
            "client.partSize" if self.part_size.is_some() || self.multipart_threshold.is_some() => {
                Some(("--part-size", self.part_size.as_deref().unwrap_or("8 MiB")))
            }
            _ => None,
        }
    }
}

/// A size of at least so many bytes and at most what one PUT takes.
fn size_within(flag: &'static str, text: &str, least: u64) -> Result<u64> {
    let size = parse::bytes(flag, text).ok().filter(|size| (least..=MAX_PUT_BYTES).contains(size));
    let (from, to) = (display::bytes(least), display::bytes(MAX_PUT_BYTES));
    let allowed = || format!("a size from {from} to {to} such as 16MiB");
    Ok(size.ok_or_else(|| sse_pricing::Error::invalid(flag, text, allowed()))?)
}
