//! Hostile inputs: each is refused by its name, or comes out inert in every file, as the file's own parser reads it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;
use saphyr::{LoadableYamlNode as _, Yaml};
use sse_guide::Error;
use sse_guide::setup::{BucketPolicyForm, File, Inputs, Setup};
use sse_pricing::EncryptionOption;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Mutex;

const CASES: u32 = 10_000;

/// The inputs that are text, by the names that errors have for them.
const FIELDS: [&str; 10] = [
    "bucket",
    "region",
    "account",
    "partition",
    "alias",
    "keyArn",
    "appRole",
    "operatorRole",
    "securityRole",
    "rotationDays",
];

fn hostile() -> impl Strategy<Value = String> {
    let pieces = [
        "'",
        "\"",
        "`",
        "\\",
        "$(id)",
        "`id`",
        "${x}",
        "%{if}",
        "{{ 7 }}",
        "{% x %}",
        "\n",
        "\r",
        "\t",
        "\u{0}",
        "--option",
        "-",
        "#",
        ": ",
        "|",
        ";",
        "&&",
        ">",
        "<b>",
        "*",
        "?",
        "~",
        "!",
        "EOF\n",
        "*/",
        "é",
        "\u{202e}",
        "🔑",
        "..",
        "/",
        "=",
        "+",
        ",",
        "@",
        "alias/",
        "arn:aws:kms:eu-central-1:111122223333:key/",
        "reports",
        "eu-central-1",
        "111122223333",
        "365",
        "aws",
    ];
    let piece = prop_oneof![4 => proptest::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => any::<String>()];
    proptest::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

/// Names that AWS allows, and that look odd: beginning with hyphens, like options, with every sign that is allowed.
fn odd() -> impl Strategy<Value = Inputs> {
    let option = proptest::sample::select(vec![
        EncryptionOption::SseKms,
        EncryptionOption::SseKmsBucketKey,
        EncryptionOption::DsseKms,
    ]);
    let form = proptest::sample::select(BucketPolicyForm::ALL.to_vec());
    let names = (
        "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
        proptest::sample::select(vec!["eu-central-1", "us-gov-east-1", "cn-northwest-1"]),
        "[0-9]{12}",
        proptest::option::of("alias/[a-zA-Z0-9/_-]{1,60}"),
        "--[a-z]{1,10}|[A-Za-z0-9_+=,.@-]{1,63}",
        "[A-Za-z0-9_+=,.@-]{1,64}",
        "[A-Za-z0-9_+=,.@-]{1,64}",
        proptest::option::of("[1-9][0-9]{2}"),
    );
    (option, form, names).prop_map(
        |(option, form, (bucket, region, account, alias, app, operator, security, days))| {
            let mut inputs = Inputs::new(option, bucket, region, account);
            inputs.bucket_policy = form;
            inputs.alias = alias;
            (inputs.app_role, inputs.operator_role, inputs.security_role) =
                (Some(app), Some(operator), Some(security));
            inputs.rotation_days = days;
            inputs
        },
    )
}

fn with(field: &str, text: &str) -> Inputs {
    let mut inputs =
        Inputs::new(EncryptionOption::SseKmsBucketKey, "reports", "eu-central-1", "111122223333");
    let given = Some(text.to_owned());
    match field {
        "bucket" => inputs.bucket = text.to_owned(),
        "region" => inputs.region = text.to_owned(),
        "account" => inputs.account = text.to_owned(),
        "partition" => inputs.partition = given,
        "alias" => inputs.alias = given,
        "keyArn" => inputs.key_arn = given,
        "appRole" => inputs.app_role = given,
        "operatorRole" => inputs.operator_role = given,
        "securityRole" => inputs.security_role = given,
        _ => inputs.rotation_days = given,
    }
    inputs
}

/// Every file is read by its format's parser. Returns the programs for a shell, which are read together.
fn read(setup: &Setup) -> Vec<File> {
    let (shell, others): (Vec<File>, Vec<File>) =
        setup.files().unwrap().into_iter().partition(|file| file.name.ends_with(".sh"));
    for File { name, content, .. } in others {
        match name.rsplit('.').next().unwrap() {
            "json" => drop(serde_json::from_str::<serde_json::Value>(&content).unwrap()),
            "tf" => drop(
                hcl::from_str::<hcl::Body>(&content)
                    .unwrap_or_else(|error| panic!("{name}: {error}\n{content}")),
            ),
            "yaml" | "yml" => {
                let documents = Yaml::load_from_str(&content).unwrap();
                assert!(documents.len() == 1 && documents[0].is_mapping(), "{name}\n{content}");
            }
            _ => assert!(!content.contains('\0'), "{name}"),
        }
    }
    shell
}

/// All strings of a JSON value.
fn strings(value: &serde_json::Value, into: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => into.push(text.clone()),
        serde_json::Value::Array(values) => values.iter().for_each(|value| strings(value, into)),
        serde_json::Value::Object(fields) => fields.values().for_each(|value| strings(value, into)),
        _ => {}
    }
}

/// What the files say of an input, where its format is data: the very ARNs and no more.
fn arns_are_exact(setup: &Setup) {
    let mut texts = Vec::new();
    for file in setup.files().unwrap().iter().filter(|file| file.name.ends_with(".json")) {
        strings(&serde_json::from_str(&file.content).unwrap(), &mut texts);
    }
    let bucket = setup.bucket_arn();
    for text in texts.iter().filter(|text| text.contains(":s3:::")) {
        assert!(*text == bucket || text.strip_prefix(&bucket) == Some("/*"), "{text}");
    }
    for role in [setup.app_role(), setup.operator_role(), setup.security_role()] {
        assert!(texts.contains(&setup.role_arn(role)), "{role}");
    }
}

/// `bash -n` on each program: it is read to its end, and nothing of it is run.
fn shell_reads(files: &[File]) {
    for file in files {
        let mut shell =
            Command::new("bash").arg("-n").stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        shell.stdin.take().unwrap().write_all(file.content.as_bytes()).unwrap();
        let output = shell.wait_with_output().unwrap();
        assert!(output.status.success(), "{}: {}", file.name, String::from_utf8_lossy(&output.stderr));
        assert!(output.stderr.is_empty(), "{}: {}", file.name, String::from_utf8_lossy(&output.stderr));
    }
}

/// What a shell has in a variable once it has run a program's first assignments.
fn assigned(file: &File, name: &str) -> String {
    let assignments = file.content.lines().filter(|line| {
        let variable = line.split_once('=').map(|(variable, _)| variable);
        variable.is_some_and(|variable| ["bucket", "region", "account", "alias"].contains(&variable))
    });
    let script = format!("{}\nprintf %s \"${name}\"", assignments.collect::<Vec<_>>().join("\n"));
    let output = Command::new("bash").arg("-c").arg(script).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Characters that no format takes for anything but themselves between its quotes.
fn is_plain(text: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_alphanumeric() || "/_-:.+=,@".contains(letter))
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(CASES))]

    #[test]
    fn refused_by_its_name_or_inert(field in proptest::sample::select(FIELDS.to_vec()), text in hostile()) {
        match with(field, &text).check() {
            Err(error) => {
                let error: Error = error;
                // A Region that is well formed no longer agrees with anything given beside it.
                prop_assert_eq!((error.field(), error.value()), (field, text.as_str()));
                prop_assert!(!error.allowed().is_empty());
                // One line, whatever was given.
                prop_assert!(!error.to_string().contains('\n'));
            }
            Ok(setup) => {
                prop_assert!(is_plain(&text), "{:?} is let through", text);
                read(&setup);
                arns_are_exact(&setup);
            }
        }
    }
}

static READ_BY_A_SHELL: Mutex<u32> = Mutex::new(0);

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn odd_names_come_out_as_they_are(inputs in odd()) {
        let Ok(setup) = inputs.clone().check() else { return Ok(()) };
        let shell = read(&setup);
        arns_are_exact(&setup);
        // A shell takes a while to start.
        let mut read = READ_BY_A_SHELL.lock().unwrap();
        if *read < 6 {
            *read += 1;
            shell_reads(&shell);
            let programs: Vec<&File> = shell.iter().filter(|file| file.content.contains("\nbucket=")).collect();
            prop_assert!(programs.len() >= 4);
            for file in programs {
                prop_assert_eq!(assigned(file, "bucket"), inputs.bucket.as_str(), "{}", file.name);
                prop_assert_eq!(assigned(file, "account"), inputs.account.as_str(), "{}", file.name);
            }
        }
    }
}

/// Every option, form and partition, so that no branch of a template is left unread.
#[test]
fn every_kind_of_setup_is_read() {
    let mut read_by_a_shell = 0;
    for option in EncryptionOption::ALL {
        for form in BucketPolicyForm::ALL {
            for region in ["eu-central-1", "us-gov-west-1", "cn-north-1"] {
                let mut inputs = Inputs::new(option, "reports.2026", region, "111122223333");
                inputs.bucket_policy = form;
                let setup = inputs.clone().check().unwrap();
                let shell = read(&setup);
                if region == "cn-north-1" {
                    shell_reads(&shell);
                    read_by_a_shell += shell.len();
                }
                if setup.has_own_key() {
                    let partition = setup.partition();
                    let id = "1234abcd-12ab-34cd-56ef-1234567890ab";
                    inputs.key_arn = Some(format!("arn:{partition}:kms:{region}:111122223333:key/{id}"));
                    read(&inputs.check().unwrap());
                }
            }
        }
    }
    assert!(read_by_a_shell > 0);
}
