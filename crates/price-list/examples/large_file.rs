//! What it takes to import a large file: `cargo run --release -p sse-price-list --example large_file -- 500`.
//!
//! Writes an `AmazonS3` file of that many megabytes, or more, into a pipe, as JSON and as CSV: the one of the tests with made-up
//! products around its own. Reads it at the other end, and prints the time, and the largest memory of the process as the
//! system counts it.

use std::error::Error;
use std::io::{BufWriter, Read, Write};
use std::time::Instant;

const MEGABYTE: usize = 1_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let megabytes: usize = std::env::args().nth(1).map_or(Ok(500), |text| text.parse())?;
    for form in ["json", "csv"] {
        let (read, write) = std::io::pipe()?;
        let writer = std::thread::spawn(move || {
            let mut write = BufWriter::with_capacity(MEGABYTE, write);
            let whole = if form == "json" { json(&mut write, megabytes) } else { csv(&mut write, megabytes) };
            whole.and_then(|()| write.flush()).map_err(|error| error.to_string())
        });
        let mut list = sse_price_list::PriceList::new();
        let mut read = Counted { source: read, bytes: 0 };
        let begin = Instant::now();
        list.read(form, &mut read)?;
        let time = begin.elapsed();
        writer.join().map_err(|_| "the writer panicked")??;
        for name in ["awskms.json", "AWSCloudTrail.json"] {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
            list.read(name, std::fs::File::open(format!("{folder}/{name}"))?)?;
        }
        let regions = list.into_book()?.regions().len();
        let read = read.bytes / MEGABYTE;
        println!(
            "{form}: {read} MB in {:.1} s, {regions} Regions, at most {} MB of memory",
            time.as_secs_f64(),
            peak()?
        );
    }
    Ok(())
}

/// `VmHWM` of the process, in megabytes: its largest resident memory so far.
fn peak() -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    let kibibytes: u64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kibibytes.saturating_mul(1_024) / 1_000_000)
}

struct Counted<R> {
    source: R,
    bytes: usize,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.bytes = self.bytes.saturating_add(read);
        Ok(read)
    }
}

/// Made-up products and their terms, half of the file each, before those of the test's file.
fn json(write: &mut impl Write, megabytes: usize) -> std::io::Result<()> {
    let file = include_str!("../tests/fixtures/AmazonS3.json");
    let (head, rest) = file.split_once("\"products\" : {").unwrap_or((file, ""));
    let (products, terms) = rest.split_once("\"OnDemand\" : {").unwrap_or((rest, ""));
    let half = megabytes.saturating_mul(MEGABYTE / 2);
    write!(write, "{head}\"products\" : {{")?;
    let mut written = 0_usize;
    let mut made = 0_u64;
    while written < half {
        let product = format!(
            r#"
    "SKU{made:013}" : {{
      "sku" : "SKU{made:013}",
      "productFamily" : "Data Transfer",
      "attributes" : {{
        "servicecode" : "AWSDataTransfer",
        "transferType" : "InterRegion Outbound",
        "fromLocation" : "EU (Ireland)",
        "fromLocationType" : "AWS Region",
        "toLocation" : "Asia Pacific (Tokyo)",
        "toLocationType" : "AWS Region",
        "usagetype" : "EU-APN1-AWS-Out-Bytes-{made}",
        "operation" : "",
        "fromRegionCode" : "eu-west-1",
        "regionCode" : "eu-west-1",
        "servicename" : "Amazon Simple Storage Service",
        "toRegionCode" : "ap-northeast-1"
      }}
    }},"#
        );
        written = written.saturating_add(product.len());
        made = made.saturating_add(1);
        write.write_all(product.as_bytes())?;
    }
    write!(write, "{products}\"OnDemand\" : {{")?;
    (written, made) = (0, 0);
    while written < half {
        let term = format!(
            r#"
      "SKU{made:013}" : {{
        "SKU{made:013}.JRTCKXETXF" : {{
          "offerTermCode" : "JRTCKXETXF",
          "sku" : "SKU{made:013}",
          "effectiveDate" : "2026-09-01T00:00:00Z",
          "priceDimensions" : {{
            "SKU{made:013}.JRTCKXETXF.6YS6EN2CT7" : {{
              "rateCode" : "SKU{made:013}.JRTCKXETXF.6YS6EN2CT7",
              "description" : "$0.02 per GB - EU (Ireland) data transfer to Asia Pacific (Tokyo)",
              "beginRange" : "0",
              "endRange" : "Inf",
              "unit" : "GB",
              "pricePerUnit" : {{
                "USD" : "0.0200000000"
              }},
              "appliesTo" : [ ]
            }}
          }},
          "termAttributes" : {{ }}
        }}
      }},"#
        );
        written = written.saturating_add(term.len());
        made = made.saturating_add(1);
        write.write_all(term.as_bytes())?;
    }
    write.write_all(terms.as_bytes())
}

/// Made-up rows before those of the test's file.
fn csv(write: &mut impl Write, megabytes: usize) -> std::io::Result<()> {
    let file = include_str!("../tests/fixtures/AmazonS3.csv");
    let head: usize = file.split_inclusive('\n').take(6).map(str::len).sum();
    let (head, rows) = file.split_at_checked(head).unwrap_or((file, ""));
    write.write_all(head.as_bytes())?;
    let columns = head.lines().next_back().map_or(0, |line| line.split(',').count());
    let mut written = 0_usize;
    let mut made = 0_u64;
    while written < megabytes.saturating_mul(MEGABYTE) {
        let mut row = format!(
            "\"SKU{made:013}\",\"JRTCKXETXF\",\"SKU{made:013}.JRTCKXETXF.6YS6EN2CT7\",\"OnDemand\",\"$0.02 per GB - EU \
             (Ireland) data transfer to Asia Pacific (Tokyo)\",\"2026-09-01\",\"0\",\"Inf\",\"GB\",\"0.0200000000\",\"USD\""
        );
        for column in 11..columns {
            row.push_str(if column.is_multiple_of(3) { ",\"eu-west-1\"" } else { ",\"\"" });
        }
        row.push('\n');
        written = written.saturating_add(row.len());
        made = made.saturating_add(1);
        write.write_all(row.as_bytes())?;
    }
    write.write_all(rows.as_bytes())
}
