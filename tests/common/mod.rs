//! Runs the program as its users do.

// Each test file uses some of these.
#![allow(dead_code)]

use serde_json::Value;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program with arguments separated by spaces, at 80 columns, in the folder of [`temporary`] files.
pub(crate) fn program(arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sse-cost"));
    command.args(arguments.split_whitespace()).env("COLUMNS", "80");
    command.current_dir(env!("CARGO_TARGET_TMPDIR")).stdin(Stdio::null());
    command
}

/// Standard output of a run that must succeed in silence.
#[track_caller]
pub(crate) fn run(arguments: &str) -> String {
    done(arguments, &program(arguments).output().unwrap())
}

/// The same, with something on standard input.
#[track_caller]
pub(crate) fn run_with_input(arguments: &str, input: &str) -> String {
    done(arguments, &output_with_input(arguments, input))
}

#[track_caller]
fn done(arguments: &str, output: &Output) -> String {
    let stderr = text(&output.stderr);
    assert!(output.status.success(), "sse-cost {arguments}\n{stderr}");
    assert_eq!(stderr, "", "sse-cost {arguments}");
    text(&output.stdout)
}

/// A run with something on standard input, whatever comes of it.
pub(crate) fn output_with_input(arguments: &str, input: &str) -> Output {
    let mut command = program(arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// A run that must be refused with exit code 1, with this message and nothing else.
#[track_caller]
pub(crate) fn refused(arguments: &str, message: &str) {
    check_refused(arguments, &program(arguments).output().unwrap(), message);
}

/// What [`refused`] asks of a run.
#[track_caller]
pub(crate) fn check_refused(arguments: &str, output: &Output, message: &str) {
    assert_eq!(text(&output.stderr), format!("error: {message}\n"), "sse-cost {arguments}");
    assert_eq!(text(&output.stdout), "", "sse-cost {arguments}");
    assert_eq!(output.status.code(), Some(1), "sse-cost {arguments}");
}

/// The JSON that a run prints: one value and a line end.
#[track_caller]
pub(crate) fn json(arguments: &str) -> Value {
    let text = run(&format!("{arguments} --format json"));
    assert!(text.ends_with("}\n"), "{text}");
    serde_json::from_str(&text).unwrap()
}

/// The rows of the CSV that a run prints, the header first; all of the same length.
#[track_caller]
pub(crate) fn csv(arguments: &str) -> Vec<Vec<String>> {
    let text = run(&format!("{arguments} --format csv"));
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// A Markdown table in a text: its header and rows, as cells. There must be one, and its rows of the same length.
#[track_caller]
pub(crate) fn markdown_table(text: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| {
        let inner = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |"));
        inner.unwrap_or_else(|| panic!("not a row: {line}")).split(" | ").map(str::to_owned).collect()
    };
    let mut rows: Vec<Vec<String>> = text.lines().filter(|line| line.starts_with('|')).map(cells).collect();
    let rule = rows.remove(1);
    assert!(rule.iter().all(|cell| cell == "---" || cell == "---:"), "{text}");
    assert!(rows.iter().all(|row| row.len() == rule.len()), "{text}");
    rows
}

/// Writes a file where [`program`] runs, so that its bare name finds it. Each test has a name of its own.
pub(crate) fn temporary(name: &str, content: &str) {
    std::fs::write(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), content).unwrap();
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}
