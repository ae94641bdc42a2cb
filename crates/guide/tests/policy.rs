//! The evaluator against AWS's documented semantics, and what it does not understand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
// A table of cases reads better without a reference at each.
#![allow(clippy::needless_pass_by_value)]

use serde_json::{Value, json};
use sse_guide::policy::{Document, Reason, Request, Service, decide};

const APP: &str = "arn:aws:iam::111122223333:role/app";

fn upload() -> Request {
    Request::new(APP, "s3:PutObject", "arn:aws:s3:::reports/2026/a b.txt")
}

fn document(statement: &Value) -> Document {
    Document::from_value(&json!({ "Version": "2012-10-17", "Statement": statement })).unwrap()
}

/// Whether a refusal of all uploads under this condition applies to a request.
#[track_caller]
fn holds(condition: Value, request: &Request, expected: bool) {
    let statement =
        json!({ "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": condition });
    assert_eq!(document(&statement).denies(request).is_some(), expected, "{condition} {request:?}");
}

#[test]
fn operators() {
    let with = |value: &str| upload().with("s3:x-amz-server-side-encryption", value);
    let (kms, aes, none) = (with("aws:kms"), with("AES256"), upload());
    let key = "s3:x-amz-server-side-encryption";
    // Operator, value, and whether it holds for aws:kms, AES256 and no header.
    let table = [
        ("StringEquals", "aws:kms", [true, false, false]),
        ("StringEquals", "AWS:KMS", [false, false, false]),
        ("StringEquals", "aws:*", [false, false, false]),
        ("StringNotEquals", "aws:kms", [false, true, true]),
        ("StringEqualsIgnoreCase", "AWS:KMS", [true, false, false]),
        ("StringNotEqualsIgnoreCase", "AWS:KMS", [false, true, true]),
        ("StringLike", "aws:*", [true, false, false]),
        ("StringLike", "A?S256", [false, true, false]),
        ("StringNotLike", "aws:*", [false, true, true]),
        ("Null", "true", [false, false, true]),
        ("Null", "false", [true, true, false]),
        ("StringEqualsIfExists", "aws:kms", [true, false, true]),
        ("StringNotEqualsIfExists", "aws:kms", [false, true, true]),
        ("StringLikeIfExists", "aws:*", [true, false, true]),
    ];
    for (operator, value, [on_kms, on_aes, on_none]) in table {
        let condition = json!({ operator: { key: value } });
        holds(condition.clone(), &kms, on_kms);
        holds(condition.clone(), &aes, on_aes);
        holds(condition, &none, on_none);
    }
}

#[test]
fn booleans() {
    let secure = upload().with("aws:SecureTransport", "true");
    for value in [json!("false"), json!(false), json!("False")] {
        holds(json!({ "Bool": { "aws:SecureTransport": value } }), &secure, false);
        let plain = upload().with("aws:SecureTransport", "false");
        holds(json!({ "Bool": { "aws:SecureTransport": value } }), &plain, true);
        holds(json!({ "Bool": { "aws:SecureTransport": value } }), &upload(), false);
        holds(json!({ "BoolIfExists": { "aws:SecureTransport": value } }), &upload(), true);
    }
    // Keys are alike in upper and lower case.
    holds(json!({ "Bool": { "aws:securetransport": "true" } }), &secure, true);
}

#[test]
fn arns() {
    let key = "kms:EncryptionContext:aws:s3:arn";
    let of = |arn: &str| upload().with(key, arn);
    holds(json!({ "ArnLike": { key: "arn:aws:s3:::reports/*" } }), &of("arn:aws:s3:::reports/a"), true);
    holds(json!({ "ArnEquals": { key: "arn:*:s3:::reports/*" } }), &of("arn:aws:s3:::reports/a"), true);
    // A star stays within its part.
    holds(json!({ "ArnLike": { key: "arn:*:reports/a" } }), &of("arn:aws:s3:::reports/a"), false);
    holds(json!({ "StringLike": { key: "arn:*:reports/a" } }), &of("arn:aws:s3:::reports/a"), true);
    holds(json!({ "ArnNotLike": { key: "arn:aws:s3:::other" } }), &upload(), true);
}

#[test]
fn all_conditions_and_any_value() {
    let request = upload().with("a", "1").with("b", "2");
    holds(json!({ "StringEquals": { "a": ["0", "1"], "b": "2" } }), &request, true);
    holds(json!({ "StringEquals": { "a": ["0", "1"], "b": "3" } }), &request, false);
    holds(json!({ "StringEquals": { "a": "1" }, "StringNotEquals": { "b": ["2", "3"] } }), &request, false);
    holds(json!({ "StringEquals": { "a": "1" }, "StringNotEquals": { "b": ["3", "4"] } }), &request, true);
}

/// Whether a statement with this action and resource is about an upload.
#[track_caller]
fn about(action: Value, resource: Value, expected: bool) {
    let statement = json!({ "Effect": "Deny", "Principal": "*", "Action": action, "Resource": resource });
    assert_eq!(document(&statement).denies(&upload()).is_some(), expected, "{statement}");
}

#[test]
fn actions_and_resources() {
    let all = || json!("*");
    for action in [json!("*"), json!("s3:*"), json!("s3:Put*"), json!("s3:putobject"), json!("s3:Put??ject")]
    {
        about(action, all(), true);
    }
    for action in [json!("s3:PutObjectAcl"), json!("s3:Get*"), json!("kms:*"), json!("s3:Put?")] {
        about(action, all(), false);
    }
    about(
        json!(["s3:GetObject", "s3:PutObject"]),
        json!(["arn:aws:s3:::a/*", "arn:aws:s3:::reports/*"]),
        true,
    );
    for resource in
        ["arn:aws:s3:::reports/2026/*.txt", "arn:aws:s3:::rep*", "arn:aws:s3:::report?/*", "*/a b.txt"]
    {
        about(all(), json!(resource), true);
    }
    // Resources are not alike in upper and lower case, and a bucket is not its objects.
    for resource in ["arn:aws:s3:::Reports/*", "arn:aws:s3:::reports", "arn:aws:s3:::reports/2026"] {
        about(all(), json!(resource), false);
    }
}

#[test]
fn many_stars_take_no_time() {
    let pattern = "a*".repeat(200) + "b";
    let resource = "a".repeat(20_000);
    let statement = json!({ "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": pattern });
    let request = Request::new(APP, "s3:PutObject", resource);
    assert!(document(&statement).denies(&request).is_none());
}

/// Whether a resource's policy with this principal allows, and with this identity policy beside it.
#[track_caller]
fn judged(service: Service, principal: Value, identity: Option<&str>, expected: bool) {
    let statement = json!({ "Effect": "Allow", "Principal": principal, "Action": "*", "Resource": "*" });
    let identity =
        identity.map(|action| document(&json!({ "Effect": "Allow", "Action": action, "Resource": "*" })));
    let identity: Vec<&Document> = identity.iter().collect();
    let decision = decide(&upload(), service, &identity, Some(&document(&statement)));
    assert_eq!(decision.allowed, expected, "{service:?} {principal} {identity:?}");
}

#[test]
fn principals() {
    let (allows, other) = (Some("s3:PutObject"), Some("s3:GetObject"));
    let account = || json!({ "AWS": "arn:aws:iam::111122223333:root" });
    for principal in [json!("*"), json!({ "AWS": "*" }), json!({ "AWS": ["444455556666", APP] })] {
        for service in [Service::S3, Service::Kms] {
            judged(service, principal.clone(), None, true);
        }
    }
    for principal in [account(), json!({ "AWS": "111122223333" })] {
        // The account is not the role: its own policies must allow as well.
        judged(Service::Kms, principal.clone(), None, false);
        judged(Service::Kms, principal.clone(), other, false);
        judged(Service::Kms, principal.clone(), allows, true);
        judged(Service::S3, principal.clone(), None, false);
        judged(Service::S3, principal, allows, true);
    }
    let nobody = [
        json!({ "AWS": "444455556666" }),
        json!({ "Service": "cloudtrail.amazonaws.com" }),
        json!({ "AWS": "arn:aws:iam::111122223333:role/App" }),
    ];
    for principal in nobody {
        // A key policy that does not name the account gives IAM no say; a bucket policy need not.
        judged(Service::Kms, principal.clone(), allows, false);
        judged(Service::S3, principal.clone(), allows, true);
        judged(Service::S3, principal, None, false);
    }
}

#[test]
fn a_refusal_wins_wherever_it_stands() {
    let allow = document(&json!({ "Effect": "Allow", "Action": "*", "Resource": "*" }));
    let deny = document(&json!({ "Sid": "No", "Effect": "Deny", "Action": "s3:*", "Resource": "*" }));
    let bucket = document(&json!({ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }));
    let refused = decide(&upload(), Service::S3, &[&allow, &deny], Some(&bucket));
    assert_eq!((refused.allowed, refused.reason), (false, Reason::Statement("No".to_owned())));
    // A refusal of the account is one of each of its roles.
    let account =
        json!({ "Effect": "Deny", "Principal": { "AWS": "111122223333" }, "Action": "*", "Resource": "*" });
    let refused = decide(&upload(), Service::S3, &[&allow], Some(&document(&account)));
    assert_eq!((refused.allowed, refused.reason), (false, Reason::Statement("statement 1".to_owned())));
}

#[test]
fn nothing_is_allowed_that_no_policy_allows() {
    let decision = decide(&upload(), Service::S3, &[], None);
    assert_eq!((decision.allowed, decision.reason), (false, Reason::NothingAllows));
    let allow = document(&json!({ "Effect": "Allow", "Action": "*", "Resource": "*" }));
    assert!(decide(&upload(), Service::S3, &[&allow], None).allowed);
    assert!(decide(&upload(), Service::Other, &[&allow], None).allowed);
    // A key always has a policy; without its word nobody may use it.
    let decision = decide(&upload(), Service::Kms, &[&allow], None);
    assert_eq!((decision.allowed, decision.reason), (false, Reason::KeyPolicySilent));
}

#[test]
fn what_is_read_is_what_is_written() {
    let policy = json!({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "A",
                "Effect": "Deny",
                "Principal": { "AWS": ["arn:aws:iam::111122223333:root", APP], "Service": "s3.amazonaws.com" },
                "Action": ["s3:Put*", "s3:GetObject"],
                "Resource": "arn:aws:s3:::reports/*",
                "Condition": { "StringNotEqualsIfExists": { "a": ["1", "2"], "b": "3" }, "Null": { "c": "true" } }
            },
            { "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }
        ]
    });
    let document = Document::from_value(&policy).unwrap();
    assert_eq!(document.to_value(), policy);
    assert_eq!(Document::from_json(&document.to_json()).unwrap(), document);
}

#[track_caller]
fn unsupported(element: &str, value: Value, message: &str) {
    let mut statement =
        json!({ "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*" });
    statement[element] = value;
    let policy =
        json!({ "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }, statement] });
    assert_eq!(Document::from_value(&policy).unwrap_err().to_string(), message);
}

#[test]
fn what_is_not_supported_is_named() {
    let only = "is not supported here, only Sid, Effect, Principal, Action, Resource, Condition";
    for element in ["NotAction", "NotResource", "NotPrincipal"] {
        unsupported(element, json!("*"), &format!("Statement[1].{element}: \"{element}\" {only}"));
    }
    unsupported("Effect", json!("deny"), "Statement[1].Effect: \"deny\" is not Allow or Deny");
    let operators = "StringEquals, StringNotEquals, StringEqualsIgnoreCase, StringNotEqualsIgnoreCase, StringLike, \
                     StringNotLike, ArnLike, ArnNotLike, ArnEquals, ArnNotEquals, Bool, Null";
    for operator in ["DateLessThan", "IpAddress", "ForAnyValue:StringEquals", "NullIfExists", "stringequals"]
    {
        let message = format!(
            "Statement[1].Condition.{operator}: \"{operator}\" is not a supported operator: one of {operators}, and \
             IfExists behind it"
        );
        unsupported("Condition", json!({ operator: { "a": "b" } }), &message);
    }
    let variable = "is not text without a policy variable, which is not supported";
    let resource = "arn:aws:s3:::reports/${aws:username}/*";
    unsupported("Resource", json!(resource), &format!("Statement[1].Resource: {resource:?} {variable}"));
    let condition = json!({ "StringEquals": { "a": ["b", "${aws:username}"] } });
    unsupported(
        "Condition",
        condition,
        &format!("Statement[1].Condition.StringEquals.a: \"${{aws:username}}\" {variable}"),
    );
    let principal = "is not supported: *, an account's id, or the ARN of an account's root, a role or a user";
    for text in [
        "arn:aws:sts::111122223333:assumed-role/app/me",
        "AIDAEXAMPLE",
        "12345",
        "arn:aws:iam::111122223333:role/a*",
    ] {
        unsupported(
            "Principal",
            json!({ "AWS": text }),
            &format!("Statement[1].Principal.AWS: {text:?} {principal}"),
        );
    }
    unsupported(
        "Principal",
        json!({ "Federated": "cognito-identity.amazonaws.com" }),
        "Statement[1].Principal.Federated: \"Federated\" is not supported here, only AWS, Service",
    );
    unsupported("Action", json!([]), "Statement[1].Action: \"[]\" is not a list with a value");
    unsupported("Action", json!({}), "Statement[1].Action: \"{}\" is not a string or a list of strings");
    unsupported(
        "Action",
        json!("PutObject"),
        "Statement[1].Action: \"PutObject\" is not an action such as s3:PutObject, s3:* or *",
    );
}

#[track_caller]
fn refused(text: &str, message: &str) {
    assert_eq!(Document::from_json(text).unwrap_err().to_string(), message);
}

#[test]
fn what_is_no_policy() {
    refused("[]", "policy: \"[]\" is not a JSON object");
    refused("{}", "policy: \"{}\" is not a policy: it has no Statement");
    refused("{\"Statement\": 1}", "Statement: \"1\" is not a statement or a list of them");
    refused(
        "{\"Statement\": [], \"Version\": \"2020-01-01\"}",
        "Version: \"2020-01-01\" is not 2012-10-17 or 2008-10-17",
    );
    refused(
        "{\"Statement\": [], \"Rules\": 1}",
        "Rules: \"Rules\" is not supported here, only Version, Id, Statement",
    );
    refused(
        "{\"Statement\": [{\"Effect\": \"Allow\"}]}",
        "Statement[0]: \"{\\\"Effect\\\":\\\"Allow\\\"}\" is not a statement: it has no Action",
    );
    let error = Document::from_json("{").unwrap_err();
    assert_eq!((error.field(), error.value()), ("policy", "line 1, column 1"));
    assert!(Document::from_json("{\"Statement\": []}").is_ok());
}
