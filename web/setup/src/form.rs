//! The values of the form, as they were typed.

use crate::cost::{self, costs};
use serde_json::Value;
use sse_guide::setup::name::{AccountId, Alias, BucketName, KeyArn, RegionName, RoleName, RotationDays};
use sse_guide::setup::{BucketPolicyForm, Inputs, Setup};
use sse_guide::{Error, Result};
use sse_pricing::EncryptionOption;

/// A JSON object of texts, by the names that [`Error::field`] uses.
pub(crate) struct Form(Value);

impl Form {
    /// Anything but an object counts as an empty form.
    pub(crate) fn new(json: &str) -> Form {
        Form(serde_json::from_str(json).unwrap_or_default())
    }

    /// A field without the spaces around it, which a copied ARN often brings along.
    pub(crate) fn text(&self, field: &str) -> &str {
        self.0.get(field).and_then(Value::as_str).unwrap_or_default().trim()
    }

    /// An empty field takes its default.
    pub(crate) fn given(&self, field: &str) -> Option<String> {
        Some(self.text(field)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    fn option(&self) -> Result<EncryptionOption> {
        self.text("option").parse().map_err(Error::from)
    }

    /// The library's inputs.
    pub(crate) fn inputs(&self) -> Result<Inputs> {
        let option = self.option()?;
        let mut inputs = Inputs::new(option, self.text("bucket"), self.text("region"), self.text("account"));
        inputs.alias = self.given("alias");
        inputs.key_arn = self.given("keyArn");
        inputs.app_role = self.given("appRole");
        inputs.operator_role = self.given("operatorRole");
        inputs.security_role = self.given("securityRole");
        inputs.rotation_days = self.given("rotationDays");
        inputs.bucket_policy = BucketPolicyForm::new(self.text("bucketPolicy"))?;
        inputs.costs = costs(self, option)?;
        Ok(inputs)
    }

    /// The checked setup, or every field that is wrong by itself. Only where each makes sense alone does it come to what
    /// they are together: a key of another account, one role for two duties.
    pub(crate) fn check(&self) -> std::result::Result<Setup, Vec<Error>> {
        let alone = self.alone();
        if !alone.is_empty() {
            return Err(alone);
        }
        self.inputs().and_then(Inputs::check).map_err(|error| vec![error])
    }

    fn alone(&self) -> Vec<Error> {
        let role = |field| self.given(field).and_then(|role| RoleName::new(field, &role).err());
        let optional =
            |field, check: fn(&str) -> Option<Error>| self.given(field).and_then(|text| check(&text));
        let errors = [
            self.option().err(),
            BucketName::new(self.text("bucket")).err(),
            RegionName::new(self.text("region")).err(),
            AccountId::new(self.text("account")).err(),
            optional("alias", |alias| Alias::new(alias).err()),
            optional("keyArn", |arn| KeyArn::of_any_account(arn).err()),
            optional("rotationDays", |days| RotationDays::new(days).err()),
            role("appRole"),
            role("operatorRole"),
            role("securityRole"),
            cost::count(self, "documents").err(),
            cost::count(self, "existingObjects").err(),
        ];
        errors.into_iter().flatten().collect()
    }

    /// The command line that writes the same files. Of a form that passed the check: none of its texts then holds anything
    /// that a shell would read as more than a letter.
    pub(crate) fn command(&self) -> String {
        let mut command = "sse-cost setup".to_owned();
        // With `=`: the name of a role may begin with a hyphen.
        let mut add = |flag: &str, value: &str| command += &format!(" {flag}={value}");
        for (field, flag) in FLAGS {
            if let Some(text) = self.given(field) {
                add(flag, &text);
            }
        }
        // As numbers: how they were typed may hold spaces.
        let [documents, existing] = cost::counts(self).unwrap_or_default();
        for (flag, count) in [("--documents", documents), ("--existing-objects", existing)] {
            if let Some(count) = count {
                add(flag, &count.to_string());
            }
        }
        add("--out", &format!("{}-setup", self.text("bucket")));
        command
    }
}

const FLAGS: [(&str, &str); 11] = [
    ("option", "--option"),
    ("bucket", "--bucket"),
    ("region", "--region"),
    ("account", "--account"),
    ("alias", "--alias"),
    ("keyArn", "--key-arn"),
    ("rotationDays", "--rotation-days"),
    ("appRole", "--app-role"),
    ("operatorRole", "--operator-role"),
    ("securityRole", "--security-role"),
    ("bucketPolicy", "--bucket-policy"),
];

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"option":"sse-kms-bucket-key","bucket":" reports ","region":"eu-central-1","account":"111122223333","bucketPolicy":"refuse-wrong"}"#;

    fn with(field: &str, text: &str) -> Form {
        let mut form = Form::new(GOOD);
        form.0[field] = Value::from(text);
        form
    }

    #[track_caller]
    fn check(form: &Form, expected: &[&str]) {
        let wrong = form.check().err().unwrap_or_default();
        assert_eq!(wrong.iter().map(Error::field).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_is_empty_takes_its_default() {
        let setup = Form::new(GOOD).check().unwrap();
        assert_eq!(setup.bucket().as_str(), "reports");
        assert_eq!(setup.app_role().as_str(), "app");
        check(&with("alias", "  "), &[]);
    }

    #[test]
    fn every_wrong_field_is_named() {
        check(&Form::new("{}"), &["option", "bucket", "region", "account"]);
        check(&Form::new("not JSON"), &["option", "bucket", "region", "account"]);
        check(&with("appRole", "a b"), &["appRole"]);
        check(&with("rotationDays", "1"), &["rotationDays"]);
        check(&with("bucketPolicy", "none"), &["bucketPolicy"]);
    }

    #[test]
    fn what_does_not_fit_together_is_named_once_each_fits_alone() {
        let other = "arn:aws:kms:eu-central-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        check(&with("keyArn", other), &["keyArn"]);
        check(&with("securityRole", "app"), &["securityRole"]);
        let mut form = with("securityRole", "app");
        form.0["bucket"] = Value::from("A");
        check(&form, &["bucket"]);
    }

    #[test]
    fn a_month_is_priced_where_there_are_prices() {
        assert!(Form::new(GOOD).check().unwrap().costs().is_none());
        let setup = with("documents", "1M").check().unwrap();
        assert_eq!(setup.costs().unwrap().uploads(), 1_000_000);
        check(&with("documents", "many"), &["documents"]);
        check(&with("existingObjects", "-1"), &["existingObjects"]);

        let mut china = with("region", "cn-north-1");
        check(&china, &[]);
        china.0["existingObjects"] = Value::from("5");
        check(&china, &["existingObjects"]);
        china.0["documents"] = Value::from("5");
        check(&china, &["documents"]);
    }

    #[test]
    fn the_command_names_what_was_given() {
        let command = with("appRole", "-x").command();
        assert_eq!(
            command,
            "sse-cost setup --option=sse-kms-bucket-key --bucket=reports --region=eu-central-1 --account=111122223333 \
             --app-role=-x --bucket-policy=refuse-wrong --out=reports-setup"
        );
        let command = with("documents", "1.5M").command();
        assert!(command.contains(" --documents=1500000 "), "{command}");
    }
}
