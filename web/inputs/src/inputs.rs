//! Everything that somebody can say, as it was typed and chosen, and what it comes to.

use crate::choice::{ClientChoice, FreeTier, KeyKind, Method, Volume};
use crate::field::Field;
use crate::link;
use sse_guide::Requirement;
use sse_pricing::client::Multipart;
use sse_pricing::workload::FREE_REQUESTS;
use sse_pricing::{Assumable, Client, Error, Growth, Money, Workload};
use std::rc::Rc;

/// Months that are looked ahead where nobody says how many: three years, the longest that most budgets look.
pub(crate) const MONTHS: u32 = 36;

/// The text of every field, every choice, and what is required.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inputs {
    /// Only the texts that are not at their default, by field.
    texts: Vec<(Field, Rc<str>)>,
    /// How the volume is said.
    pub volume: Volume,
    /// What talks to S3.
    pub client: ClientChoice,
    /// Whether free requests are left.
    pub free_tier: FreeTier,
    /// Whose keys are looked at.
    pub key_kind: KeyKind,
    /// How it is said what a Bucket Key saves.
    pub method: Method,
    /// What is required, in the order of [`Requirement::ALL`].
    requirements: Vec<Requirement>,
}

/// What the inputs come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The month.
    pub workload: Workload,
    /// What comes after it.
    pub plans: Plans,
}

/// What lies beyond the month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plans {
    /// Months to look ahead.
    pub months: Assumable<u32>,
    /// Growth from each month to the next.
    pub growth: Assumable<Growth>,
    /// Dollars a month to stay within.
    pub budget: Option<Money>,
}

/// A field whose text makes no sense, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Which.
    pub field: Field,
    /// What is wrong with its text.
    pub error: Error,
}

impl Default for Inputs {
    /// A million documents in Northern Virginia, everything else by default.
    fn default() -> Inputs {
        Inputs {
            texts: Vec::new(),
            volume: Volume::default(),
            client: ClientChoice::default(),
            free_tier: FreeTier::default(),
            key_kind: KeyKind::default(),
            method: Method::default(),
            requirements: Vec::new(),
        }
    }
}

impl Inputs {
    /// The text of a field, as it was typed.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        let typed = self.texts.iter().find(|(other, _)| *other == field);
        typed.map_or(field.initial(), |(_, text)| text)
    }

    /// Types into a field: its whole text.
    pub fn set(&mut self, field: Field, text: &str) {
        self.texts.retain(|(other, _)| *other != field);
        if text != field.initial() {
            // In the order of the fields, so that the same texts make equal inputs.
            let place = self.texts.partition_point(|(other, _)| *other < field);
            self.texts.insert(place, (field, Rc::from(text)));
        }
    }

    /// Sets a field, a choice or what is required by its key in a link; whether there is such a key with such a value.
    pub fn apply(&mut self, key: &str, value: &str) -> bool {
        link::apply(self, key, value)
    }

    /// What is required, in the order of [`Requirement::ALL`].
    #[must_use]
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// Requires something, or no longer.
    pub fn require(&mut self, requirement: Requirement, required: bool) {
        let keep = |other: &Requirement| {
            if *other == requirement { required } else { self.requirements.contains(other) }
        };
        self.requirements = Requirement::ALL.into_iter().filter(keep).collect();
    }

    /// Whether a field says something: it counts for what is chosen, and its text is not its default.
    pub(crate) fn says(&self, field: Field) -> bool {
        field.counts(self) && self.text(field).trim() != field.initial()
    }

    /// What all of it comes to, or every field that makes no sense by itself.
    ///
    /// # Errors
    /// The fields whose text cannot be understood; never an empty list.
    pub fn read(&self) -> Result<Read, Vec<Wrong>> {
        let wrong_region = |error| vec![Wrong { field: Field::Region, error }];
        let workload = Workload::documents("us-east-1", 0).map_err(wrong_region)?;
        let plans = Plans {
            months: Assumable::Assumed(MONTHS),
            growth: Assumable::Assumed(Growth::default()),
            budget: None,
        };
        let mut read = Read { workload, plans };
        read.workload.bucket_key = self.method.bucket_key();
        if let Some(client) = self.client.client() {
            read.workload.client = Assumable::Given(client);
        }
        match self.free_tier {
            FreeTier::Assumed => {}
            FreeTier::Left => read.workload.free_requests = Assumable::Given(FREE_REQUESTS),
            FreeTier::UsedUp => read.workload.free_requests = Assumable::Given(0),
        }
        let mut wrong = Vec::new();
        for field in Field::ALL {
            if field.counts(self) {
                // Into a copy: the error of one field must not make the next one look wrong.
                let mut next = read.clone();
                match field.read(self.text(field), &mut next) {
                    Ok(()) => read = next,
                    Err(error) => wrong.push(Wrong { field, error }),
                }
            }
        }
        if wrong.is_empty() { Ok(read) } else { Err(wrong) }
    }
}

impl ClientChoice {
    fn client(self) -> Option<Client> {
        match self {
            ClientChoice::Assumed => None,
            ClientChoice::Boto3 => Some(Client::Boto3),
            ClientChoice::AwsCli => Some(Client::AwsCli),
            ClientChoice::DotNet => Some(Client::DotNet),
            ClientChoice::Single => Some(Client::Single),
            ClientChoice::Custom => {
                Some(Client::Custom(Multipart { part_size: 8 << 20, threshold: 8 << 20 }))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_keeps_its_own_text() {
        let mut inputs = Inputs::default();
        for field in Field::ALL {
            inputs.set(field, field.id());
        }
        for field in Field::ALL {
            assert_eq!(inputs.text(field), field.id());
        }
    }

    #[test]
    fn the_defaults_are_the_reference_workload() {
        let read = Inputs::default().read().unwrap();
        assert_eq!(read.workload, Workload::documents("us-east-1", 1_000_000).unwrap());
    }

    #[test]
    fn bytes_are_counted_by_the_object_size_wherever_it_stands() {
        let mut inputs = Inputs::default();
        inputs.set(Field::Documents, "1 GiB a month");
        assert_eq!(inputs.read().unwrap_err().len(), 1);
        inputs.set(Field::ObjectSize, "1MiB");
        assert_eq!(inputs.read().unwrap().workload.uploads, 1_024);
    }

    #[test]
    fn what_does_not_count_cannot_be_wrong() {
        let mut inputs = Inputs::default();
        inputs.set(Field::Requesters, "many");
        inputs.set(Field::Uploads, "many");
        let wrong: Vec<Field> = inputs.read().unwrap_err().iter().map(|wrong| wrong.field).collect();
        assert_eq!(wrong, [Field::Requesters]);
        inputs.method = Method::Flat;
        assert!(inputs.read().is_ok());
    }

    #[test]
    fn requirements_keep_their_order() {
        let mut inputs = Inputs::default();
        inputs.require(Requirement::TwoLayers, true);
        inputs.require(Requirement::AccessSeparation, true);
        assert_eq!(inputs.requirements(), [Requirement::AccessSeparation, Requirement::TwoLayers]);
        inputs.require(Requirement::TwoLayers, false);
        assert_eq!(inputs.requirements(), [Requirement::AccessSeparation]);
    }
}
