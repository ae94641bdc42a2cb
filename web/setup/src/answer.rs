//! What goes back to the page, as JSON.

use crate::form::Form;
use serde_json::{Value, json};
use sse_guide::Error;
use sse_guide::setup::{BucketPolicyForm, File, Setup};
use sse_pricing::{EncryptionOption, KmsKey};

pub(crate) fn choices() -> Value {
    let option = |option: EncryptionOption| {
        let own_key = option.kms_key() == Some(KmsKey::CustomerManaged);
        json!({ "id": option.id(), "name": option.name(), "ownKey": own_key })
    };
    let forms = BucketPolicyForm::ALL.map(BucketPolicyForm::id);
    json!({ "options": EncryptionOption::ALL.map(option), "bucketPolicies": forms })
}

/// `files`, the `bucket` that they are for and the `command`; or `problems`.
pub(crate) fn files(form: &Form) -> Value {
    let made = form.check().and_then(|setup| {
        let files = setup.files().map_err(|error| vec![error])?;
        Ok((setup, files))
    });
    match made {
        Ok((setup, files)) => answer(form, &setup, &files),
        Err(problems) => json!({ "problems": problems.iter().map(problem).collect::<Vec<_>>() }),
    }
}

fn answer(form: &Form, setup: &Setup, files: &[File]) -> Value {
    json!({
        "bucket": setup.bucket().as_str(),
        "option": setup.option().name(),
        "command": form.command(),
        "files": files,
    })
}

fn problem(error: &Error) -> Value {
    json!({ "field": error.field(), "value": error.value(), "allowed": error.allowed() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_options_of_which_three_have_a_key_of_ones_own() {
        let options = choices()["options"].as_array().unwrap().clone();
        assert_eq!(options.len(), 7);
        let own: Vec<_> =
            options.iter().filter(|option| option["ownKey"] == true).map(|option| &option["id"]).collect();
        assert_eq!(own, ["sse-kms", "sse-kms-bucket-key", "dsse-kms"]);
    }

    #[test]
    fn an_answer_holds_files_or_problems() {
        let good = r#"{"option":"sse-s3","bucket":"reports","region":"eu-central-1","account":"111122223333","bucketPolicy":"require-header"}"#;
        let answer = files(&Form::new(good));
        assert_eq!(answer["bucket"], "reports");
        let names: Vec<_> = answer["files"].as_array().unwrap().iter().map(|file| &file["name"]).collect();
        assert!(names.iter().any(|name| *name == "setup.sh"), "{names:?}");

        let answer = files(&Form::new(&good.replace("reports", "Reports")));
        assert_eq!(answer["problems"][0]["field"], "bucket");
        assert_eq!(answer["problems"][0]["value"], "Reports");
        assert!(answer.get("files").is_none());
    }
}
