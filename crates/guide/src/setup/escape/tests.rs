//! What is written is read back by the format's own parser, as the text that it was: for texts that no input check lets through.

use super::*;
use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use saphyr::{LoadableYamlNode as _, Yaml};
use std::process::Command;

/// As many as are asked for, whatever the environment says.
const CASES: u32 = 10_000;

/// Pieces that mean something to a shell, a template, HCL, JSON, YAML or Markdown, and any other text.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = [
        "'",
        "\"",
        "`",
        "\\",
        "$(id)",
        "`id`",
        "${x}",
        "$${x}",
        "%{if}",
        "$",
        "{{ 7 }}",
        "{% x %}",
        "{// //}",
        "\n",
        "\n\n",
        "\r",
        "\t",
        "\u{0}",
        "\u{1b}[2J",
        "--option",
        "-",
        "#",
        " # ",
        ": ",
        "|",
        "||",
        ";",
        "&&",
        ">",
        "<b>",
        "&lt;",
        "*",
        "~",
        "!",
        "EOF\n",
        "*/",
        "]]",
        "é",
        "\u{202e}",
        "\u{2028}",
        "🔑",
        "'\\''",
        "```",
        "](x)",
        "bucket",
    ];
    let piece = prop_oneof![3 => proptest::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => any::<String>()];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn written(escaper: impl Escaper, text: &str) -> String {
    let mut to = String::new();
    escaper.write_escaped_str(&mut to, text).unwrap();
    to
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() }
}

/// Many texts at once: a shell takes a while to start.
#[test]
fn a_shell_reads_each_word_back() {
    use proptest::strategy::ValueTree as _;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let texts: Vec<String> = (0..CASES)
        .map(|_| hostile().new_tree(&mut runner).unwrap().current())
        // A zero byte ends a text for the system itself: no program can be given one.
        .map(|text| text.replace('\0', ""))
        .collect();
    for shell in ["sh", "bash"] {
        for texts in texts.chunks(500) {
            let words: Vec<String> = texts.iter().map(|text| written(Shell, text)).collect();
            let script = format!("set -eu\nprintf '%s\\0' {}\n", words.join(" "));
            let output = Command::new(shell).arg("-c").arg(&script).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let read = String::from_utf8(output.stdout).unwrap();
            let read: Vec<&str> = read.split_terminator('\0').collect();
            assert_eq!(read, texts);
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn hcl_reads_each_string_back(text in hostile()) {
        let body: hcl::Body = hcl::from_str(&format!("bucket = {}\n", written(Hcl, &text))).unwrap();
        let [attribute] = body.attributes().collect::<Vec<_>>()[..] else { panic!("{text:?}") };
        // A template that is all text has no interpolation and no directive.
        let read = match attribute.expr() {
            hcl::Expression::String(read) => read.clone(),
            hcl::Expression::TemplateExpr(template) => {
                let template = hcl::Template::from_expr(template).unwrap();
                let mut read = String::new();
                for element in template.elements() {
                    match element {
                        hcl::template::Element::Literal(text) => read += text,
                        other => panic!("{text:?}: {other:?}"),
                    }
                }
                read
            }
            other => panic!("{text:?}: {other:?}"),
        };
        prop_assert_eq!(read.replace("$${", "${").replace("%%{", "%{"), text.replace("$${", "${").replace("%%{", "%{"));
    }

    #[test]
    fn json_and_yaml_read_each_string_back(text in hostile()) {
        let literal = written(Quoted, &text);
        prop_assert_eq!(serde_json::from_str::<String>(&literal).unwrap(), text.clone());
        let source = format!("- {literal}\n- last\n");
        let read = Yaml::load_from_str(&source).unwrap();
        let [document] = &read[..] else { panic!("{text:?}") };
        let items: Vec<&str> = document.as_sequence().unwrap().iter().map(|item| item.as_str().unwrap()).collect();
        prop_assert_eq!(items, [text.as_str(), "last"]);
    }

    #[test]
    fn markdown_reads_each_code_span_back(text in hostile()) {
        let source = format!("before {} after", written(Markdown, &text));
        let mut spans = Vec::new();
        for event in Parser::new(&source) {
            match event {
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                Event::Text(words) => prop_assert!(["before ", " after"].contains(&&*words), "{source:?}: {words:?}"),
                Event::Code(code) => spans.push(code.to_string()),
                other => panic!("{source:?}: {other:?}"),
            }
        }
        prop_assert_eq!(spans.len(), 1, "{:?}", source);
        // A code span has no line ends of its own, and no spaces at its ends; a pipe is written as a table needs it.
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let plain: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
        prop_assert_eq!(words(&spans[0]), words(&plain.replace('|', "\\|")));
    }
}
