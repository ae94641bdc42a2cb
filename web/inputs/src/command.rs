//! The same inputs as a command line of the program.

use crate::choice::{Choice, ClientChoice, FreeTier, Volume};
use crate::field::{ASSUMED_REDUCTION, Field};
use crate::inputs::{Inputs, Read};

impl Inputs {
    /// `sse-cost compare --documents 10M`: what prints these very figures, by what the inputs come to.
    #[must_use]
    pub fn command(&self, read: &Read) -> String {
        let mut command = String::from("sse-cost compare");
        self.add_workload(&mut command, read);
        let required: Vec<&str> = self.requirements().iter().map(|requirement| requirement.id()).collect();
        if !required.is_empty() {
            add(&mut command, "--require", &required.join(","));
        }
        command
    }

    /// `sse-cost forecast --documents 10M --months 24`: the months ahead.
    #[must_use]
    pub fn forecast_command(&self, read: &Read) -> String {
        let mut command = String::from("sse-cost forecast");
        self.add_workload(&mut command, read);
        add(&mut command, "--months", &read.plans.months.value().to_string());
        self.add_field(&mut command, Field::Growth);
        command
    }

    fn add_workload(&self, command: &mut String, read: &Read) {
        let volume: &[Field] = match self.volume {
            Volume::Documents => &[Field::Documents],
            Volume::Apart => &[Field::Uploads, Field::Downloads, Field::Copies],
        };
        for &field in volume {
            // Also where it is at the page's default, which is not the program's.
            let text = self.text(field).trim();
            if !text.is_empty() {
                add(command, field.flag(), text);
            }
        }
        if self.says(Field::Region) {
            add(command, Field::Region.flag(), &read.workload.region);
        }
        match self.client {
            ClientChoice::Assumed => {}
            ClientChoice::Custom => {
                for field in [Field::PartSize, Field::Threshold] {
                    let text = self.text(field).trim();
                    add(command, field.flag(), if text.is_empty() { "8MiB" } else { text });
                }
            }
            client => add(command, "--client", client.id()),
        }
        match (self.free_tier, self.says(Field::FreeRequests)) {
            (FreeTier::UsedUp, _) => add(command, Field::FreeRequests.flag(), "0"),
            (FreeTier::Left, false) => add(command, Field::FreeRequests.flag(), "20000"),
            _ => {}
        }
        for field in MORE {
            self.add_field(command, field);
        }
        if Field::Reduction.counts(self) && !self.says(Field::Reduction) {
            add(command, Field::Reduction.flag(), ASSUMED_REDUCTION);
        }
    }

    fn add_field(&self, command: &mut String, field: Field) {
        if self.says(field) {
            add(command, field.flag(), self.text(field).trim());
        }
    }
}

/// The rest of what makes a workload.
const MORE: [Field; 12] = [
    Field::ObjectSize,
    Field::Keys,
    Field::Replicas,
    Field::Rotations,
    Field::FreeRequests,
    Field::Trails,
    Field::Requesters,
    Field::ReadBack,
    Field::Window,
    Field::ActiveHours,
    Field::Reduction,
    Field::MeasuredCalls,
];

/// Texts that were understood hold no quote of any kind, so that quotes around them are all that a shell needs.
fn add(command: &mut String, flag: &str, value: &str) {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.,:/%+".contains(c);
    let quote = if value.chars().all(plain) { "" } else { "'" };
    for part in [" ", flag, " ", quote, value, quote] {
        command.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inputs::MONTHS;
    use sse_guide::Requirement;

    fn command(change: impl FnOnce(&mut Inputs)) -> String {
        let mut inputs = Inputs::default();
        change(&mut inputs);
        inputs.command(&inputs.read().unwrap())
    }

    #[test]
    fn only_what_was_said() {
        assert_eq!(command(|_| {}), "sse-cost compare --documents 1000000");
        let said = command(|inputs| {
            inputs.set(Field::Documents, "3 TB a day");
            inputs.set(Field::Region, "Frankfurt");
            inputs.set(Field::ObjectSize, "4MiB");
            inputs.free_tier = FreeTier::UsedUp;
            inputs.require(Requirement::AuditTrail, true);
        });
        let expected = "sse-cost compare --documents '3 TB a day' --region eu-central-1 --free-requests 0 --object-size 4MiB \
                        --require audit-trail";
        assert_eq!(said, expected);
    }

    #[test]
    fn months_ahead() {
        let mut inputs = Inputs::default();
        inputs.set(Field::Growth, "5%");
        let command = inputs.forecast_command(&inputs.read().unwrap());
        assert_eq!(command, format!("sse-cost forecast --documents 1000000 --months {MONTHS} --growth 5%"));
    }
}
