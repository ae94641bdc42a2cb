//! Break-even volumes as JSON.

use super::SCHEMA_VERSION;
use super::prices::BookJson;
use crate::break_even::{BreakEven, BucketKeyPays, Budget, OptionVolumes, Overtake, Pair, Threshold};
use crate::{EncryptionOption, Figures, Money, Workload};
use serde::ser::Error as _;
use serde::{Serialize, Serializer};

/// The volumes from which something changes. A volume is in documents a month, each written and read in the proportion of the
/// workload.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "BreakEven"))]
pub(crate) struct BreakEvenJson<'a> {
    /// The version of this shape. Fields are added without a new one, never renamed or taken away.
    #[cfg_attr(feature = "schema", schemars(extend("const" = 1)))]
    schema_version: u32,
    /// The prices that every figure is made of.
    prices: BookJson<'a>,
    /// Every input, defaults included. Of its uploads, downloads and copies only the proportion counts.
    workload: &'a Workload,
    /// Inputs, and rules of AWS's that are not published, that were assumed; by their names.
    assumed: &'a [&'static str],
    /// The largest volume that was looked at.
    most_documents: u64,
    /// US dollars a month; `null` where none was given.
    budget: Option<Money>,
    /// The volumes of each option, in the order in which they are shown.
    options: Vec<OptionJson<'a>>,
    /// Where an S3 Bucket Key begins to pay, for each kind of key.
    bucket_key_pays: &'a [BucketKeyPays],
    /// Where an option comes to cost more than another.
    overtakes: &'a [Overtake],
}

impl Serialize for BreakEven<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let prices = self.book().region(&self.workload().region).map_err(S::Error::custom)?;
        let most = self.most_documents();
        BreakEvenJson {
            schema_version: SCHEMA_VERSION,
            prices: BookJson::new(self.book(), prices),
            workload: self.workload(),
            assumed: self.assumed(),
            most_documents: most,
            budget: self.budget(),
            options: self.options().iter().map(|volumes| OptionJson::of(volumes, most)).collect(),
            bucket_key_pays: self.bucket_key_pays(),
            overtakes: self.overtakes(),
        }
        .serialize(serializer)
    }
}

/// The volumes of an option.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "OptionVolumes"))]
struct OptionJson<'a> {
    /// The option, by its id.
    id: EncryptionOption,
    /// Its name, in AWS's terms.
    name: &'static str,
    /// The least volume at which it pays for a request to KMS; `null` where it never does.
    free_tier_ends: Option<&'a Threshold<Figures>>,
    /// How far the budget goes; `null` where there is none.
    within_budget: Option<BudgetJson<'a>>,
}

impl<'a> OptionJson<'a> {
    fn of(volumes: &'a OptionVolumes, most: u64) -> OptionJson<'a> {
        let OptionVolumes { option, free_tier_ends, within_budget } = volumes;
        OptionJson {
            id: *option,
            name: option.name(),
            free_tier_ends: free_tier_ends.as_ref(),
            within_budget: within_budget.as_ref().map(|budget| BudgetJson::of(budget, most)),
        }
    }
}

/// How far a budget goes.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "WithinBudget"))]
struct BudgetJson<'a> {
    /// `up-to` a volume, `nothing`, `everything` up to the largest, or `unknown`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["up-to", "nothing", "everything", "unknown"])))]
    result: &'static str,
    /// The largest volume within the budget; `null` for `nothing` and `unknown`.
    documents: Option<u64>,
    /// The figures at it.
    at: Option<&'a Figures>,
    /// The figures at the least volume above the budget.
    above: Option<&'a Figures>,
}

impl<'a> BudgetJson<'a> {
    fn of(budget: &'a Budget, most: u64) -> BudgetJson<'a> {
        let (result, documents, at, above) = match budget {
            Budget::UpTo { documents, at, above } => ("up-to", Some(*documents), Some(at), Some(above)),
            Budget::Nothing { at_zero } => ("nothing", None, None, Some(at_zero)),
            Budget::Everything { at_most } => ("everything", Some(most), Some(at_most), None),
            Budget::Unknown => ("unknown", None, None, None),
        };
        BudgetJson { result, documents, at, above }
    }
}

/// A volume from which something changes, with the figures on both sides.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ThresholdOf{T}"))]
pub(crate) struct ThresholdJson<'a, T> {
    /// The least volume at which it is so.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    documents: u64,
    /// The figures at one document less.
    below: &'a T,
    /// The figures at this volume.
    at: &'a T,
}

impl<T: Serialize> Serialize for Threshold<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Threshold { documents, below, at } = self;
        ThresholdJson { documents: *documents, below, at }.serialize(serializer)
    }
}

/// Two options, and from which volume on one costs more, or less, than the other.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "OptionPair"))]
pub(crate) struct PairJson<'a> {
    /// The option, by its id.
    option: EncryptionOption,
    /// The one that it is held against.
    against: EncryptionOption,
    /// The volume, with the figures of both; `null` where they never differ so.
    threshold: Option<&'a Threshold<Pair>>,
}

impl Serialize for BucketKeyPays {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let BucketKeyPays { option, against, ref threshold } = *self;
        PairJson { option, against, threshold: threshold.as_ref() }.serialize(serializer)
    }
}

impl Serialize for Overtake {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Overtake { option, against, ref threshold } = *self;
        PairJson { option, against, threshold: Some(threshold) }.serialize(serializer)
    }
}

#[cfg(feature = "schema")]
crate::schema::written_as!(
    BreakEven<'_> => BreakEvenJson<'_>,
    BucketKeyPays => PairJson<'_>,
    Overtake => PairJson<'_>,
    Threshold<Figures> => ThresholdJson<'_, Figures>,
    Threshold<Pair> => ThresholdJson<'_, Pair>,
);
