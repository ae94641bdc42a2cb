//! `cargo xtask bench portfolio`: a million buckets through the program, and through DuckDB where it is installed.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::workspace::{Workspace, run};

/// About 105 MB.
const ROWS: u64 = 1_000_000;

/// Runs of each; the fastest counts, as every other one was held up by something else.
const RUNS: usize = 5;

pub(crate) fn command(workspace: &Workspace) -> Result<()> {
    let folder = workspace.target().join("portfolio");
    fs::create_dir_all(&folder)?;
    let file = folder.join("buckets.csv");
    generate(&file).with_context(|| format!("cannot write {}", file.display()))?;
    println!("{} rows, {:.1} MB, {}", ROWS, file.metadata()?.len() as f64 / 1e6, file.display());
    run(&mut workspace.cargo(&["build", "--locked", "--release", "--package", "sse-cost"]))?;
    let program = workspace.target().join("release").join("sse-cost");
    let out = folder.join("priced.csv");
    let ours = || {
        let mut command = Command::new(&program);
        command.arg("portfolio").arg(&file).args(["--format", "csv", "--out"]).arg(&out);
        command
    };
    let duckdb = python(workspace);
    let theirs = |python: &Path| {
        let mut command = Command::new(python);
        command.args(["-c", DUCKDB]).arg(&file).arg(folder.join("duckdb.csv"));
        command
    };
    let (mut our_runs, mut their_runs) = (Vec::new(), Vec::new());
    // In turn, so that whatever else the machine does holds up both.
    for _ in 0..RUNS {
        our_runs.push(measure(&mut ours())?);
        if let Some(python) = &duckdb {
            their_runs.push(measure(&mut theirs(python))?);
        }
    }
    print("sse-cost: all options, every row written", &our_runs);
    match duckdb {
        Some(_) => print("DuckDB: three costs, every row written", &their_runs),
        None => println!(
            "DuckDB is not installed, so this is ours alone. To hold it against:\n  python3 -m venv {0} && {0}/bin/pip install duckdb",
            workspace.target().join("duckdb").display()
        ),
    }
    Ok(())
}

/// A column of costs for each of three options: the requests of SSE-KMS, the same with the key, the same with what DSSE-KMS bills.
const DUCKDB: &str = "
import sys, duckdb
source, out = sys.argv[1:]
duckdb.sql('SET threads TO 2')
duckdb.sql(f'''COPY (
  SELECT account, region, bucket,
    greatest(uploads + downloads - 20000, 0) * 0.000003 AS aws_managed,
    greatest(uploads + downloads - 20000, 0) * 0.000003 + 1 AS sse_kms,
    greatest(uploads + downloads - 20000, 0) * 0.000003 + 1
      + (uploads + downloads) * object_bytes / 1073741824 * 0.003 AS dsse_kms
  FROM read_csv('{source}')) TO '{out}' (HEADER)''')
";

/// The Python that has DuckDB, if there is one.
fn python(workspace: &Workspace) -> Option<PathBuf> {
    let own = workspace.target().join("duckdb").join("bin").join("python");
    [own, PathBuf::from("python3")].into_iter().find(|python| {
        let mut command = Command::new(python);
        command.args(["-c", "import duckdb"]).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    })
}

/// How long a run took, and the most memory that it had, in kilobytes.
struct Run {
    time: Duration,
    memory: Option<u64>,
}

fn measure(command: &mut Command) -> Result<Run> {
    let begin = Instant::now();
    let mut child = command.stdin(Stdio::null()).spawn().context("cannot start the program")?;
    let mut memory = None;
    let status = loop {
        // The system keeps the highest figure, so that of the last look is nearly that of the whole run.
        memory = peak(child.id()).or(memory);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let time = begin.elapsed();
    ensure!(status.success(), "it failed ({status})");
    Ok(Run { time, memory })
}

/// `VmHWM` of a process, where the system says so as Linux does.
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn print(what: &str, runs: &[Run]) {
    let times: Vec<String> = runs.iter().map(|run| format!("{:.2}", run.time.as_secs_f64())).collect();
    let best = runs.iter().map(|run| run.time).min().unwrap_or_default();
    let memory = runs.iter().filter_map(|run| run.memory).max();
    let memory =
        memory.map_or("not known".to_owned(), |kilobytes| format!("{:.0} MB", kilobytes as f64 / 1024.0));
    println!("{what}: {:.2} s (of {} s), peak memory {memory}", best.as_secs_f64(), times.join(", "));
}

/// Buckets of 2,000 accounts in eight Regions; half with SSE-S3, a third with SSE-KMS. Always the same.
fn generate(path: &Path) -> std::io::Result<()> {
    const REGIONS: [&str; 8] = [
        "us-east-1",
        "us-east-1",
        "us-west-2",
        "eu-central-1",
        "eu-west-1",
        "ap-southeast-2",
        "sa-east-1",
        "us-gov-west-1",
    ];
    const OPTIONS: [&str; 12] = [
        "sse-s3",
        "sse-s3",
        "sse-s3",
        "sse-s3",
        "sse-s3",
        "sse-kms",
        "sse-kms",
        "sse-kms",
        "sse-kms-bucket-key",
        "sse-kms-aws-managed",
        "dsse-kms",
        "sse-c",
    ];
    let mut random = Random(2_025);
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(
        out,
        "account,region,bucket,encryption,key,uploads,downloads,object_bytes,requesters,existing_objects,team"
    )?;
    for row in 0..ROWS {
        let account = 100_000_000_000 + random.below(2_000) * 377_911_321;
        let region = pick(&REGIONS, &mut random);
        let option = pick(&OPTIONS, &mut random);
        let kms = option.starts_with("sse-kms") || option.starts_with("dsse");
        let key = if kms && !option.contains("aws-managed") {
            // Eight buckets share a key, more or less.
            let key = random.below(ROWS / 16);
            format!("{key:08x}-12ab-34cd-56ef-{account:012}")
        } else {
            String::new()
        };
        let scale = 10_u64.pow(u32::try_from(random.below(7)).unwrap_or(0));
        let (uploads, downloads) = (random.below(1_000) * scale, random.below(2_000) * scale);
        let (bytes, requesters) = (1 + random.below(1 << 24), 1 + random.below(20));
        let (existing, team) = (random.below(100_000_000), random.below(100));
        writeln!(
            out,
            "{account},{region},team-{team}-{row:07}-data,{option},{key},{uploads},{downloads},{bytes},{requesters},{existing},team-{team}"
        )?;
    }
    out.flush()
}

fn pick(from: &[&'static str], random: &mut Random) -> &'static str {
    let index = usize::try_from(random.below(from.len() as u64)).unwrap_or(0);
    from.get(index).copied().unwrap_or_default()
}

/// splitmix64: any generator will do, if it is always the same.
struct Random(u64);

impl Random {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % most
    }
}
