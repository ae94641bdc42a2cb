//! Break-even volumes as JSON.

use super::SCHEMA_VERSION;
use super::prices::BookJson;
use crate::break_even::{BreakEven, BucketKeyPays, Budget, OptionVolumes, Overtake, Pair, Threshold};
use crate::{EncryptionOption, Figures};
use serde::ser::{Error as _, SerializeStruct as _};
use serde::{Serialize, Serializer};

impl Serialize for BreakEven<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let prices = self.book().region(&self.workload().region).map_err(S::Error::custom)?;
        let most = self.most_documents();
        let options: Vec<_> = self.options().iter().map(|volumes| OptionJson { volumes, most }).collect();
        let mut object = serializer.serialize_struct("BreakEven", 9)?;
        object.serialize_field("schemaVersion", &SCHEMA_VERSION)?;
        object.serialize_field("prices", &BookJson::new(self.book(), prices))?;
        object.serialize_field("workload", self.workload())?;
        object.serialize_field("assumed", self.assumed())?;
        object.serialize_field("mostDocuments", &most)?;
        object.serialize_field("budget", &self.budget())?;
        object.serialize_field("options", &options)?;
        object.serialize_field("bucketKeyPays", self.bucket_key_pays())?;
        object.serialize_field("overtakes", self.overtakes())?;
        object.end()
    }
}

struct OptionJson<'a> {
    volumes: &'a OptionVolumes,
    most: u64,
}

impl Serialize for OptionJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let OptionVolumes { option, free_tier_ends, within_budget } = self.volumes;
        let within_budget = within_budget.as_ref().map(|budget| BudgetJson::of(budget, self.most));
        let mut object = serializer.serialize_struct("OptionVolumes", 4)?;
        object.serialize_field("id", option.id())?;
        object.serialize_field("name", option.name())?;
        object.serialize_field("freeTierEnds", free_tier_ends)?;
        object.serialize_field("withinBudget", &within_budget)?;
        object.end()
    }
}

/// How far a budget goes: `up-to` a volume, `nothing`, `everything` up to the largest, or `unknown`.
#[derive(Serialize)]
struct BudgetJson<'a> {
    result: &'static str,
    documents: Option<u64>,
    at: Option<&'a Figures>,
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

impl<T: Serialize> Serialize for Threshold<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Threshold", 3)?;
        object.serialize_field("documents", &self.documents)?;
        object.serialize_field("below", &self.below)?;
        object.serialize_field("at", &self.at)?;
        object.end()
    }
}

/// Two options, and from which volume on they differ; `null` where they never do.
#[derive(Serialize)]
struct PairJson<'a> {
    option: &'static str,
    against: &'static str,
    threshold: Option<&'a Threshold<Pair>>,
}

impl<'a> PairJson<'a> {
    fn of(
        option: EncryptionOption,
        against: EncryptionOption,
        threshold: Option<&'a Threshold<Pair>>,
    ) -> PairJson<'a> {
        PairJson { option: option.id(), against: against.id(), threshold }
    }
}

impl Serialize for BucketKeyPays {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        PairJson::of(self.option, self.against, self.threshold.as_ref()).serialize(serializer)
    }
}

impl Serialize for Overtake {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        PairJson::of(self.option, self.against, Some(&self.threshold)).serialize(serializer)
    }
}
