//! The flags that say what an S3 Bucket Key saves, in one of three ways.

use crate::failure::{Failure, Result};
use clap::Args;
use sse_pricing::{Assumable, BucketKey, BucketKeyModel, Error, Workload, parse};

/// What an S3 Bucket Key saves: the inputs of a model, a saved share, or calls that were measured.
#[derive(Args)]
#[command(next_help_heading = "S3 Bucket Key (the inputs of a model, a saved share, or measured calls)")]
pub(crate) struct BucketKeyArgs {
    /// Model: roles, users or accounts that send requests: 1 to 1,000,000 [default: 1]
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    requesters: Option<String>,
    /// Model: time for which S3 keeps a bucket-level key: 1s to 1d, such as 300, 90s or 5m [default: 5m]
    #[arg(long, value_name = "TIME", allow_negative_numbers = true)]
    bucket_key_window: Option<String>,
    /// Model: hours of the month with traffic: 1 to 744 [default: 730]
    #[arg(long, value_name = "H", allow_negative_numbers = true)]
    active_hours: Option<String>,
    /// Model: age of the objects that are read: 30d, or shares of 100 % by age [default: 5m:83%,1h:11%,1d:6%]
    #[arg(long, value_name = "AGES", allow_negative_numbers = true)]
    read_back: Option<String>,
    /// Share of the KMS requests that the Bucket Key saves: 0% to 100%, such as 99%
    #[arg(long, value_name = "PERCENT", allow_negative_numbers = true)]
    bucket_key_reduction: Option<String>,
    /// KMS requests a month measured with the Bucket Key, for example in CloudTrail: 0 to those without it
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    bucket_key_calls: Option<String>,
    /// Share of the downloads that read objects from before the Bucket Key was turned on, which keep a call each: 0% to 100%
    /// [default: 0%]
    #[arg(long, value_name = "PERCENT", allow_negative_numbers = true)]
    before_bucket_key: Option<String>,
}

/// The longest window, in seconds.
const DAY: u64 = 86_400;

impl BucketKeyArgs {
    /// Sets what was given. A flag of another way than the one that is set replaces it.
    pub(crate) fn apply(&self, workload: &mut Workload) -> Result<()> {
        self.check_one_way()?;
        if let Some(share) = &self.before_bucket_key {
            workload.share_before_bucket_key = parse::percent("--before-bucket-key", share)?;
        }
        let bucket_key = &mut workload.bucket_key;
        if let Some(saved) = &self.bucket_key_reduction {
            *bucket_key = BucketKey::Reduction(parse::percent("--bucket-key-reduction", saved)?);
        }
        if let Some(calls) = &self.bucket_key_calls {
            *bucket_key = BucketKey::Measured(parse::count("--bucket-key-calls", calls)?);
        }
        if self.model_inputs().iter().any(|(_, input)| input.is_some()) {
            let mut model = match bucket_key {
                BucketKey::Model(model) => model.clone(),
                BucketKey::Reduction(_) | BucketKey::Measured(_) => BucketKeyModel::default(),
            };
            self.apply_to_model(&mut model)?;
            *bucket_key = BucketKey::Model(model);
        }
        Ok(())
    }

    fn apply_to_model(&self, model: &mut BucketKeyModel) -> Result<()> {
        if let Some(requesters) = &self.requesters {
            model.requesters =
                Assumable::Given(parse::count_within("--requesters", requesters, 1, 1_000_000)?);
        }
        if let Some(window) = &self.bucket_key_window {
            let seconds = parse::seconds("--bucket-key-window", window).ok().filter(|&time| time <= DAY);
            let allowed = "a time from 1 second to 1 day such as 300, 90s or 5m";
            let refused = || Error::invalid("--bucket-key-window", window, allowed);
            model.window_seconds = Assumable::Given(seconds.ok_or_else(refused)?);
        }
        if let Some(hours) = &self.active_hours {
            let refused =
                |_| Error::invalid("--active-hours", hours, "a whole number of hours from 1 to 744");
            let count = parse::count_within("--active-hours", hours, 1, 744).map_err(refused)?;
            model.active_hours = Assumable::Given(count);
        }
        if let Some(ages) = &self.read_back {
            model.read_back = Assumable::Given(parse::read_back("--read-back", ages)?);
        }
        Ok(())
    }

    fn check_one_way(&self) -> Result<()> {
        let share = [("--bucket-key-reduction", &self.bucket_key_reduction)];
        let measured = [("--bucket-key-calls", &self.bucket_key_calls)];
        let model = self.model_inputs();
        let ways: [&[(&str, &Option<String>)]; 3] = [&share, &measured, &model];
        let given = ways.map(|way| way.iter().find(|(_, text)| text.is_some()).map(|(flag, _)| *flag));
        let mut flags = given.into_iter().flatten();
        match (flags.next(), flags.next()) {
            (Some(first), Some(second)) => Err(Failure::new(
                format!("{first} and {second}"),
                "two ways to say what a Bucket Key saves: give a saved share (--bucket-key-reduction), measured calls \
                 (--bucket-key-calls), or the inputs of the model (--requesters, --bucket-key-window, --active-hours, \
                 --read-back)",
            )),
            _ => Ok(()),
        }
    }

    fn model_inputs(&self) -> [(&'static str, &Option<String>); 4] {
        [
            ("--requesters", &self.requesters),
            ("--bucket-key-window", &self.bucket_key_window),
            ("--active-hours", &self.active_hours),
            ("--read-back", &self.read_back),
        ]
    }

    /// The flag that set a field, by the field's name in the JSON, and what was typed.
    pub(crate) fn flag(&self, field: &str) -> Option<(&'static str, &str)> {
        let calls = self.bucket_key_calls.as_deref().filter(|_| field == "bucketKey.calls");
        calls.map(|text| ("--bucket-key-calls", text))
    }
}
