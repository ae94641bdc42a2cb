//! `sse-cost setup`: the files of a bucket, and a check of a policy of one's own.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{
    check_refused, csv, json, markdown_table, output_with_input, program, refused, run, run_with_input,
    temporary, text,
};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const BUCKET: &str = "--bucket reports --region eu-central-1 --account 111122223333";

fn setup(option: &str) -> String {
    format!("setup --option {option} {BUCKET}")
}

/// A folder of its own that is not there yet, where [`program`] runs.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    path
}

/// The names and contents of the JSON.
fn files(arguments: &str) -> Vec<(String, String)> {
    let output = json(arguments);
    let pair = |file: &Value| {
        (file["name"].as_str().unwrap().to_owned(), file["content"].as_str().unwrap().to_owned())
    };
    output["files"].as_array().unwrap().iter().map(pair).collect()
}

#[test]
fn without_out_a_list_and_the_main_file() {
    let printed = run(&setup("sse-kms-bucket-key"));
    let files = files(&setup("sse-kms-bucket-key"));
    assert!(printed.starts_with(
        "SSE-KMS with Bucket Key for the bucket reports in eu-central-1, account\n111122223333\n"
    ));
    for (name, _) in &files {
        assert!(printed.lines().any(|line| line.starts_with(name.as_str())), "{name} is not in\n{printed}");
    }
    let (_, main) = files.iter().find(|(name, _)| name == "setup.sh").unwrap();
    assert!(printed.ends_with(main.as_str()));
    // The same in Markdown.
    let markdown = run(&format!("{} --format markdown", setup("sse-kms-bucket-key")));
    assert_eq!(markdown_table(&markdown[..markdown.find("```").unwrap()]).len(), files.len() + 1);
    assert!(markdown.ends_with(&format!("```sh\n{main}```\n")));
}

#[test]
fn every_form_has_the_same_files() {
    for option in ["sse-s3", "sse-kms", "sse-kms-aws-managed", "dsse-kms", "sse-c"] {
        let files = files(&setup(option));
        let rows = csv(&setup(option));
        assert_eq!(rows[0], ["name", "about", "executable", "content"]);
        let rows: Vec<_> = rows[1..].iter().map(|row| (row[0].clone(), row[3].clone())).collect();
        assert_eq!(rows, files);
        for (name, content) in &files {
            assert_eq!(&run(&format!("{} --file {name}", setup(option))), content, "{option} {name}");
            assert!(content.ends_with('\n') && !content.ends_with("\n\n"), "{option} {name}");
            assert!(!content.contains('\r'), "{option} {name}");
        }
    }
}

#[test]
fn json_says_what_is_set_up() {
    let key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    let mut output = json(&format!("{} --key-arn {key} --bucket-policy require-header", setup("sse-kms")));
    let files = output.as_object_mut().unwrap().remove("files").unwrap();
    assert_eq!(
        files[0].as_object().unwrap().keys().collect::<Vec<_>>(),
        ["name", "about", "executable", "content"]
    );
    let expected = json!({
        "schemaVersion": 1, "option": "sse-kms", "bucket": "reports", "region": "eu-central-1", "partition": "aws",
        "account": "111122223333", "keyArn": key, "alias": null, "bucketPolicy": "require-header", "monthly": null,
        "leftOver": [],
    });
    assert_eq!(output, expected);
    let output = json(&setup("sse-kms"));
    assert_eq!((&output["alias"], &output["keyArn"]), (&json!("alias/s3/reports"), &json!(null)));
    assert_eq!(output["bucketPolicy"], "refuse-wrong");
}

#[test]
fn the_cost_is_the_comparison_s() {
    let volume = "--documents 1M --requesters 3";
    let output = json(&format!("{} {volume}", setup("sse-kms-bucket-key")));
    let comparison = json(&format!("compare {volume} --region eu-central-1"));
    let options = comparison["options"].as_array().unwrap();
    let option = options.iter().find(|option| option["id"] == "sse-kms-bucket-key").unwrap();
    assert_eq!(output["monthly"], option["monthly"]);
    // 1,000 objects x 2 calls x $0.000003 = $0.006 and $0.0054 of S3 requests; by copy 1,000 x $0.000003 = $0.003 and $0.0054.
    let printed = run(&format!("{} --existing-objects 1k", setup("sse-kms-bucket-key"))).replace('\n', " ");
    assert!(printed.contains("1,000 existing objects encrypted again, in place: $0.01 once"), "{printed}");
    // An unknown total is a floor.
    let printed = run(&format!("{} --documents 1M", setup("dsse-kms")));
    assert!(printed.contains("Cost: at least $6.94 a month for"), "{printed}");
}

/// Files in a folder and those below it.
fn count(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
}

#[test]
fn out_writes_every_file() {
    let path = folder("setup-out");
    let arguments = format!("{} --out setup-out/new/deep", setup("sse-kms-bucket-key"));
    let printed = run(&arguments);
    assert!(printed.ends_with("Written to setup-out/new/deep.\n"), "{printed}");
    let output = json(&setup("sse-kms-bucket-key"));
    let files = output["files"].as_array().unwrap();
    for file in files {
        let path = path.join("new/deep").join(file["name"].as_str().unwrap());
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            file["content"].as_str().unwrap(),
            "{}",
            path.display()
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o111 != 0, file["executable"] == true, "{} {mode:o}", path.display());
        }
    }
    assert_eq!(count(&path.join("new/deep")), files.len(), "nothing else is left there");
    assert!(files.iter().any(|file| file["executable"] == true));
}

#[test]
fn out_never_writes_over_a_file() {
    let path = folder("setup-taken");
    fs::create_dir(&path).unwrap();
    fs::write(path.join("bucket-policy.json"), "mine").unwrap();
    let arguments = format!("{} --out setup-taken", setup("sse-s3"));
    let message = "--out setup-taken: bucket-policy.json is there already; --force writes over what is there";
    refused(&arguments, message);
    // Nothing of the rest either.
    assert_eq!(fs::read_dir(&path).unwrap().count(), 1);
    assert_eq!(fs::read_to_string(path.join("bucket-policy.json")).unwrap(), "mine");
    fs::write(path.join("setup.sh"), "mine too").unwrap();
    let message = "--out setup-taken: setup.sh, bucket-policy.json are there already; --force writes over what is there";
    refused(&arguments, message);

    run(&format!("{arguments} --force"));
    for (name, content) in files(&setup("sse-s3")) {
        assert_eq!(fs::read_to_string(path.join(&name)).unwrap(), content, "{name}");
    }
    // A file of another setup, which is no part of this one, stays.
    fs::write(path.join("notes.txt"), "mine").unwrap();
    run(&format!("{arguments} --force"));
    assert_eq!(fs::read_to_string(path.join("notes.txt")).unwrap(), "mine");
}

#[test]
#[cfg(unix)]
fn out_does_not_follow_a_link() {
    let path = folder("setup-link");
    fs::create_dir(&path).unwrap();
    let target = path.join("precious");
    std::os::unix::fs::symlink(&target, path.join("setup.sh")).unwrap();
    let arguments = format!("{} --out setup-link", setup("sse-s3"));
    refused(&arguments, "--out setup-link: setup.sh is there already; --force writes over what is there");
    fs::write(&target, "mine").unwrap();
    run(&format!("{arguments} --force"));
    assert_eq!(fs::read_to_string(&target).unwrap(), "mine");
}

#[test]
fn out_that_cannot_be_written() {
    temporary("setup-file", "no folder");
    let output = program(&format!("{} --out setup-file", setup("sse-s3"))).output().unwrap();
    let message = text(&output.stderr);
    let expected = "error: --out setup-file: is a file: give a folder, which is made if it is not there\n";
    assert_eq!(message, expected);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
}

/// One of the names cannot be taken: a folder with something in it has it, and what it holds is in use.
#[test]
#[cfg(unix)]
fn out_is_all_or_nothing() {
    let path = folder("setup-half");
    run(&format!("{} --out setup-half", setup("sse-s3")));
    let names = |files: Vec<(String, String)>| files.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    for name in names(files(&setup("sse-s3"))) {
        fs::write(path.join(&name), "mine").unwrap();
    }
    // `uploads` is a file, so that nothing can be written below it.
    fs::remove_dir_all(path.join("uploads")).unwrap();
    fs::write(path.join("uploads"), "mine").unwrap();
    let output = program(&format!("{} --out setup-half --force", setup("sse-s3"))).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let there: Vec<_> = fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(there.len() > 5);
    for path in there {
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine", "{}", path.display());
    }
}

#[test]
fn out_names_what_another_set_left() {
    folder("setup-left");
    run(&format!("{} --out setup-left", setup("sse-kms-bucket-key")));
    let printed = run(&format!("{} --out setup-left --force", setup("sse-s3"))).replace('\n', " ");
    let left = "There from an earlier set, and not of this one: key-policy.json, object-encryption.json.";
    assert!(printed.contains(left), "{printed}");
    let printed = run(&format!("{} --out setup-left --force", setup("sse-kms-bucket-key")));
    assert!(!printed.contains("earlier set"), "{printed}");
}

/// One flag that is wrong, beside others that are right.
#[track_caller]
fn wrong(option: &str, flags: &str, message: &str) {
    refused(&format!("setup --option {option} {flags}"), message);
}

#[test]
fn bad_input_names_the_flag_the_value_and_what_is_allowed() {
    let rest = "--region eu-central-1 --account 111122223333";
    let name = "is not a bucket name: 3 to 63 lower case letters, digits, hyphens and periods, a letter or digit at both ends";
    wrong("sse-s3", &format!("--bucket Reports {rest}"), &format!("--bucket: \"Reports\" {name}"));
    wrong("sse-s3", &format!("--bucket $(id) {rest}"), &format!("--bucket: \"$(id)\" {name}"));
    wrong(
        "sse-s3",
        "--bucket reports --region Frankfurt --account 111122223333",
        "--region: \"Frankfurt\" is not a Region such as eu-central-1, us-gov-west-1 or cn-north-1",
    );
    wrong(
        "sse-s3",
        "--bucket reports --region eu-central-1 --account 1234",
        "--account: \"1234\" is not an AWS account id of 12 digits",
    );
    let refused =
        |option: &str, flags: &str, message: &str| wrong(option, &format!("{BUCKET} {flags}"), message);
    refused("sse-s3", "--partition aws-eu", "--partition: \"aws-eu\" is not one of aws, aws-us-gov, aws-cn");
    refused(
        "sse-s3",
        "--partition aws-cn",
        "--partition: \"aws-cn\" is not aws, the partition of eu-central-1",
    );
    refused(
        "sse-kms",
        "--alias my-key",
        "--alias: \"my-key\" is not a key alias: alias/ and up to 250 letters, digits, slashes, underscores and hyphens",
    );
    refused(
        "sse-kms",
        "--key-arn 1234",
        "--key-arn: \"1234\" is not the ARN of a key of that Region and account: \
         arn:aws:kms:eu-central-1:111122223333:key/ and its id",
    );
    refused(
        "sse-kms",
        "--rotation-days 30",
        "--rotation-days: \"30\" is not a whole number of days from 90 to 2,560",
    );
    let role = "is not the name of an IAM role: 1 to 64 letters, digits and _+=,.@-";
    for flag in ["--app-role", "--operator-role", "--security-role"] {
        refused("sse-kms", &format!("{flag} a/b"), &format!("{flag}: \"a/b\" {role}"));
    }
    let own = "is not a role of its own: application, operator and security team are three duties";
    refused("sse-kms", "--operator-role App", &format!("--operator-role: \"App\" {own}"));
    refused(
        "sse-kms",
        "--bucket-policy strict",
        "--bucket-policy: \"strict\" is not one of require-header, refuse-wrong",
    );
    let count = "is not a whole number from 0 to 1,000,000,000,000,000 such as 20000, 20k, 1.5M or 1_000_000";
    refused("sse-kms", "--existing-objects -1", &format!("--existing-objects: \"-1\" {count}"));
    for (option, name) in [("sse-c", "SSE-C"), ("sse-s3", "SSE-S3"), ("dsse-kms", "DSSE-KMS")] {
        let unpriced = format!("is not priced for {name}: only objects that go under SSE-KMS are");
        refused(option, "--existing-objects 1k", &format!("--existing-objects: \"1k\" {unpriced}"));
    }
    let volume = "is not a whole number from 0 to 1,000,000,000,000,000 such as 20000, 20k or 1.5M, or a rate such as \
                  200/s, 50k a day or 3 TB a day";
    refused("sse-kms", "--documents many", &format!("--documents: \"many\" {volume}"));
    let ids = "sse-s3, sse-kms, sse-kms-bucket-key, sse-kms-aws-managed, sse-kms-aws-managed-bucket-key, dsse-kms, sse-c";
    refused("kms", "", &format!("--option: \"kms\" is not one of {ids}"));
}

#[test]
fn what_an_option_has_no_use_for_is_refused() {
    for (option, name) in
        [("sse-s3", "SSE-S3"), ("sse-kms-aws-managed", "SSE-KMS, AWS managed key"), ("sse-c", "SSE-C")]
    {
        for (flag, value) in
            [("--alias", "alias/a"), ("--key-arn", "arn:aws:kms"), ("--rotation-days", "365")]
        {
            let message = format!("{flag}: {value:?} is not needed: {name} has no customer managed key");
            wrong(option, &format!("{BUCKET} {flag} {value}"), &message);
        }
    }
    let key = "--key-arn arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    wrong(
        "sse-kms",
        &format!("{BUCKET} {key} --rotation-days 365"),
        "--rotation-days: \"365\" is not needed with a key that exists: its rotation is its owner's",
    );
}

#[track_caller]
fn usage(arguments: &str) {
    let output = program(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{arguments}\n{}", text(&output.stderr));
    assert!(output.stdout.is_empty(), "{arguments}");
}

#[test]
fn flags_that_belong_together() {
    usage("setup");
    usage("setup --option sse-s3 --bucket reports --account 111122223333");
    usage("setup --option sse-s3 --bucket reports --region eu-central-1");
    usage("setup --option sse-s3 --region eu-central-1 --account 111122223333");
    usage(&format!("setup {BUCKET}"));
    usage(&format!("{} --force", setup("sse-s3")));
    usage(&format!("{} --out a --file setup.sh", setup("sse-s3")));
    usage("setup --check policy.json --option sse-s3");
    usage("setup --check policy.json --out a");
    // What only a price depends on is of no use without something to price.
    for flags in [
        "--prices a.csv",
        "--discount kms=10%",
        "--trails 1",
        "--stored 1TB",
        "--object-size 1MB",
        "--keys 2",
    ] {
        usage(&format!("{} {flags}", setup("sse-kms")));
        usage(&format!("setup --check policy.json {flags}"));
    }
    usage("setup --check policy.json --documents 1M");
}

#[test]
fn a_file_that_the_set_does_not_have() {
    let names: Vec<String> = files(&setup("sse-s3")).into_iter().map(|(name, _)| name).collect();
    let message = format!("--file: \"key-policy.json\" is not one of {}", names.join(", "));
    refused(&format!("{} --file key-policy.json", setup("sse-s3")), &message);
}

#[test]
fn china_has_a_setup_but_no_price() {
    let bucket = "setup --option sse-kms --bucket reports --region cn-north-1 --account 111122223333";
    assert_eq!(json(bucket)["partition"], "aws-cn");
    let output = program(&format!("{bucket} --documents 1M")).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).starts_with("error: --region: \"cn-north-1\" is not"));
}

/// The statement that common guides give.
const TRAP: &str = r#"{
    "Version": "2012-10-17",
    "Statement": [{
        "Sid": "DenyIncorrectEncryptionHeader",
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:PutObject",
        "Resource": "arn:aws:s3:::reports/*",
        "Condition": { "StringNotEquals": { "s3:x-amz-server-side-encryption": "aws:kms" } }
    }]
}"#;

/// `name: refused` or `name: passes` of each upload.
fn results(output: &Value) -> Vec<String> {
    let result = |upload: &Value| {
        let result = if upload["refused"] == true { "refused" } else { "passes" };
        format!("{}: {result}", upload["name"].as_str().unwrap())
    };
    output["uploads"].as_array().unwrap().iter().map(result).collect()
}

#[test]
fn check_finds_the_trap() {
    temporary("trap.json", TRAP);
    let output = json("setup --check trap.json");
    assert_eq!(output["schemaVersion"], 1);
    assert_eq!(output["object"], "arn:aws:s3:::reports/an/object");
    let expected = [
        "no header: the bucket's default decides: refused",
        "AES256 (SSE-S3): refused",
        "aws:kms and no key: S3 takes aws/s3: passes",
        "aws:kms and the right key: passes",
        "aws:kms and another key: passes",
        "aws:kms:dsse and the right key: refused",
        "SSE-C: refused",
        "no header, without TLS: refused",
        "aws:kms and the right key, without TLS: passes",
    ];
    assert_eq!(results(&output), expected);
    let aes = json!({
        "name": "AES256 (SSE-S3)", "headers": { "x-amz-server-side-encryption": "AES256" }, "tls": true, "refused": true,
        "refusedBy": ["DenyIncorrectEncryptionHeader"],
    });
    assert_eq!(output["uploads"][1], aes);
    let notes: Vec<&str> =
        output["notes"].as_array().unwrap().iter().map(|note| note.as_str().unwrap()).collect();
    let trap = "DenyIncorrectEncryptionHeader: StringNotEquals on s3:x-amz-server-side-encryption holds where the header is absent";
    assert!(notes[0].starts_with(trap), "{notes:?}");

    let printed = run("setup --check trap.json");
    assert!(printed.contains("refused  DenyIncorrectEncryptionHeader"), "{printed}");
    assert_eq!(markdown_table(&run("setup --check trap.json --format markdown")).len(), expected.len() + 1);
    let rows = csv("setup --check trap.json");
    assert_eq!(rows[0], ["upload", "tls", "refused", "refused_by", "object"]);
    let object = "arn:aws:s3:::reports/an/object";
    assert_eq!(rows[2], ["AES256 (SSE-S3)", "true", "true", "DenyIncorrectEncryptionHeader", object]);
    // From standard input too.
    assert_eq!(run_with_input("setup --check -", TRAP), printed);
}

#[test]
fn check_tries_the_objects_that_the_policy_names() {
    let policy = TRAP.replace("reports/*", "reports/private/*");
    let output = run_with_input("setup --check - --format json", &policy);
    let output: Value = serde_json::from_str(&output).unwrap();
    assert_eq!(output["object"], "arn:aws:s3:::reports/an/object");
    assert_eq!(output["keyIsExample"], true);
    let other = &output["others"][0];
    assert_eq!(other["object"], "arn:aws:s3:::reports/private/object");
    assert_eq!(results(other)[0], "no header: the bucket's default decides: refused");
    let printed = run_with_input("setup --check -", &policy).replace('\n', " ");
    assert!(printed.contains("Uploads to arn:aws:s3:::reports/private/object by"), "{printed}");
    assert!(printed.contains("an example: the policy names none"), "{printed}");
}

/// A terminal would act on it.
#[test]
fn check_escapes_what_a_sid_holds() {
    let policy = TRAP.replace("DenyIncorrectEncryptionHeader", "Deny\\u001b[2J\\u202e");
    let printed = run_with_input("setup --check -", &policy);
    assert!(!printed.contains(['\u{1b}', '\u{202e}']), "{printed:?}");
    assert!(printed.contains("Deny\\u{1b}[2J\\u{202e}"), "{printed}");
}

#[test]
fn check_asks_about_another_bucket_role_and_key() {
    let output = run_with_input("setup --check - --bucket other --format json", TRAP);
    let output: Value = serde_json::from_str(&output).unwrap();
    assert_eq!(output["object"], "arn:aws:s3:::other/an/object");
    assert!(results(&output).iter().all(|result| result.ends_with(": passes")));

    let policy = TRAP
        .replace(r#""Principal": "*""#, r#""Principal": { "AWS": "arn:aws:iam::111122223333:role/app" }"#);
    let of = |role: &str| {
        let arguments = format!("setup --check - --account 111122223333 --app-role {role} --format json");
        let output: Value = serde_json::from_str(&run_with_input(&arguments, &policy)).unwrap();
        results(&output)[0].clone()
    };
    assert_eq!(of("app"), "no header: the bucket's default decides: refused");
    assert_eq!(of("other"), "no header: the bucket's default decides: passes");

    let key = "arn:aws-cn:kms:cn-north-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    let output = run_with_input(&format!("setup --check - --key-arn {key} --format json"), TRAP);
    assert_eq!(serde_json::from_str::<Value>(&output).unwrap()["key"], key);
}

/// The setup's own policies do what their names say.
#[test]
fn check_of_its_own_policies() {
    for (form, plain) in [("refuse-wrong", "passes"), ("require-header", "refused")] {
        let arguments =
            format!("{} --bucket-policy {form} --file bucket-policy.json", setup("sse-kms-bucket-key"));
        let output = run_with_input("setup --check - --format json", &run(&arguments));
        let results = results(&serde_json::from_str(&output).unwrap());
        let expected = [
            format!("no header: the bucket's default decides: {plain}"),
            "AES256 (SSE-S3): refused".to_owned(),
            "aws:kms and no key: S3 takes aws/s3: refused".to_owned(),
            "aws:kms and the right key: passes".to_owned(),
            "aws:kms and another key: refused".to_owned(),
            "aws:kms:dsse and the right key: refused".to_owned(),
            "SSE-C: refused".to_owned(),
            "no header, without TLS: refused".to_owned(),
            "aws:kms and the right key, without TLS: refused".to_owned(),
        ];
        assert_eq!(results, expected, "{form}");
    }
}

#[test]
fn check_refuses_what_it_does_not_understand() {
    let refused = |policy: &str, message: &str| {
        let arguments = "setup --check -";
        check_refused(arguments, &output_with_input(arguments, policy), message);
    };
    refused(
        &TRAP.replace("\"Action\"", "\"NotAction\""),
        "--check -: Statement[0].NotAction: \"NotAction\" is not supported here, only Sid, Effect, Principal, Action, Resource, \
         Condition",
    );
    refused(
        &TRAP.replace("Deny\"", "Refuse\""),
        "--check -: Statement[0].Effect: \"Refuse\" is not Allow or Deny",
    );
    let twice = TRAP.replace(r#""Effect": "Deny","#, r#""Effect": "Deny", "Effect": "Allow","#);
    let output = output_with_input("setup --check -", &twice);
    let message = text(&output.stderr);
    assert!(message.contains("\"line 5, ") && message.contains("\"Effect\" stands there twice"), "{message}");
    refused(
        &TRAP
            .replace("StringNotEquals", "ArnEquals")
            .replace("s3:x-amz-server-side-encryption", "aws:SourceArn"),
        "--check -: Statement[0].Condition.ArnEquals.aws:SourceArn: \"aws:SourceArn\" is not a key that is known of an upload \
         here: s3:x-amz-server-side-encryption, s3:x-amz-server-side-encryption-aws-kms-key-id, \
         s3:x-amz-server-side-encryption-customer-algorithm, aws:SecureTransport, aws:PrincipalArn, aws:PrincipalAccount, \
         s3:x-amz-acl",
    );
    let output = output_with_input("setup --check -", "{");
    assert!(
        text(&output.stderr)
            .starts_with("error: --check -: policy: \"line 1, column 1\" is not where valid JSON goes on")
    );
    let output = program("setup --check no-such-file.json").output().unwrap();
    assert!(text(&output.stderr).starts_with("error: --check no-such-file.json: cannot be read: "));
    common::refused(
        "setup --check - --partition aws-cn --region eu-central-1",
        "--partition: \"aws-cn\" is not aws, the partition of eu-central-1",
    );
    let together = "only with --app-role, to name who uploads";
    common::refused("setup --check - --account 111122223333", &format!("--account: {together}"));
}
