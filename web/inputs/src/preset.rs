//! Workloads of a kind that many have, to start from.

use crate::inputs::Inputs;
use crate::link;

/// A workload to start from. Its figures are examples to be changed, not measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// The stable id.
    pub id: &'static str,
    /// The name to show.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub about: &'static str,
    /// What it sets, by the keys of a link.
    pub sets: &'static [(&'static str, &'static str)],
}

impl Preset {
    /// Every preset, in the order in which they are shown.
    pub const ALL: [Preset; 5] = [
        Preset {
            id: "documents",
            name: "Document store with personal data",
            about: "An application keeps documents of a few hundred KiB and reads most of them again within hours.",
            sets: &[
                ("documents", "500k"),
                ("object-size", "256KiB"),
                ("requesters", "4"),
                ("require", "access-separation,audit-trail"),
            ],
        },
        Preset {
            id: "logs",
            name: "Log archive",
            about: "Services write small log files all the time; a search reads some of them weeks later.",
            sets: &[
                ("volume", "apart"),
                ("uploads", "20/s"),
                ("downloads", "500k"),
                ("object-size", "1MiB"),
                ("requesters", "25"),
                ("read-back", "30d"),
            ],
        },
        Preset {
            id: "data-lake",
            name: "Data lake",
            about: "Jobs write tables in large files, and queries read them many times over months.",
            sets: &[
                ("volume", "apart"),
                ("uploads", "2M"),
                ("downloads", "60M"),
                ("object-size", "1MiB:50%,64MiB:45%,512MiB:5%"),
                ("requesters", "40"),
                ("read-back", "1d:40%,30d:40%,365d:20%"),
            ],
        },
        Preset {
            id: "backup",
            name: "Backup",
            about: "Large files at night, hardly ever read.",
            sets: &[
                ("volume", "apart"),
                ("uploads", "20k"),
                ("downloads", "200"),
                ("object-size", "1GiB"),
                ("client", "aws-cli"),
                ("requesters", "2"),
                ("active-hours", "120"),
                ("read-back", "90d"),
                ("require", "access-separation"),
            ],
        },
        Preset {
            id: "tenants",
            name: "Multi-tenant, a key for each tenant",
            about: "Two hundred tenants, each under a customer managed key and a role of its own.",
            sets: &[
                ("documents", "3M"),
                ("object-size", "64KiB"),
                ("keys", "200"),
                ("requesters", "200"),
                ("require", "access-separation,audit-trail,key-policy"),
            ],
        },
    ];

    /// The preset with an id.
    #[must_use]
    pub fn find(id: &str) -> Option<Preset> {
        Preset::ALL.into_iter().find(|preset| preset.id == id)
    }

    /// The inputs that it makes; what it does not set is at its default.
    #[must_use]
    pub fn inputs(&self) -> Inputs {
        let mut inputs = Inputs::default();
        for (key, value) in self.sets {
            link::apply(&mut inputs, key, value);
        }
        inputs
    }

    /// What it sets, in a line.
    #[must_use]
    pub fn settings(&self) -> String {
        let set = |(key, value): &(&str, &str)| format!("{} {value}", key.replace('-', " "));
        self.sets.iter().map(set).collect::<Vec<_>>().join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sse_pricing::{Comparison, PriceBook};

    #[test]
    fn every_preset_sets_all_that_it_says_and_can_be_priced() {
        for preset in Preset::ALL {
            let mut inputs = Inputs::default();
            for (key, value) in preset.sets {
                assert!(link::apply(&mut inputs, key, value), "{}: {key}={value}", preset.id);
            }
            assert_ne!(inputs, Inputs::default());
            let read = preset.inputs().read().unwrap();
            Comparison::new(&read.workload, PriceBook::builtin()).unwrap();
        }
    }
}
