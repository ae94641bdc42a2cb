//! A recommendation in words.

use super::{Alternative, Choice, End, Recommendation, Turn};
use crate::requirement::Requirement;

impl Choice {
    /// The option, and what it takes beside: `SSE-S3 and S3 data events`.
    #[must_use]
    pub fn name(&self) -> String {
        let events = if self.s3_data_events().is_some() { " and S3 data events" } else { "" };
        format!("{}{events}", self.option().name())
    }

    /// The cost of the month with its range: `$1.38 a month ($1.00 to $3.97)`, `$6.94 a month or more`.
    #[must_use]
    pub fn price(&self) -> String {
        let known = self.known().dollars();
        if let Some(unknown) = self.unknown_costs() {
            return format!("{known} a month at AWS, and what {unknown} costs, which is not known");
        }
        match self.high() {
            None => format!("{known} a month or more"),
            Some(high) if high == self.low() => format!("{known} a month"),
            Some(high) => format!("{known} a month ({} to {})", self.low().dollars(), high.dollars()),
        }
    }
}

impl Recommendation {
    /// What is recommended at which price, or that nothing is: a line without a full stop.
    #[must_use]
    pub fn headline(&self) -> String {
        match self.choice() {
            Some(choice) => format!("Recommended: {} at {}", choice.name(), choice.price()),
            None => "No option meets all of these requirements".to_owned(),
        }
    }

    /// Why, in a few sentences: against which options, by how much, and whether the order could turn.
    #[must_use]
    pub fn reason(&self) -> String {
        let Some(choice) = self.choice() else { return self.contradiction() };
        let mut sentences = vec![self.among()];
        if choice.monthly().is_none() {
            sentences.push(
                "The whole cost is not known: DSSE-KMS bills by GB as well, which depends on the object size.".to_owned(),
            );
        }
        if let Some(events) = choice.s3_data_events() {
            let events = events.dollars();
            sentences
                .push(format!("S3 data events are {events} of it: with them CloudTrail names each object."));
        }
        sentences.extend(self.runner_up().map(|next| self.next(choice, next)));
        sentences.extend(self.turns().iter().map(Turn::text));
        let ranged = choice.high().is_some_and(|high| high != choice.low());
        if ranged && self.turns().is_empty() && self.runner_up().is_some() {
            sentences.push("It stays the cheapest over its whole range.".to_owned());
        }
        sentences.join(" ")
    }

    fn among(&self) -> String {
        let required = list(&ids(&self.requirements));
        match (self.requirements.as_slice(), self.ranking.len()) {
            ([], _) => "Nothing is required, so the cheapest option is enough.".to_owned(),
            (_, 1) => format!("It is the only option that meets {required}."),
            (_, options) => format!("It is the cheapest of the {options} options that meet {required}."),
        }
    }

    fn next(&self, choice: &Choice, next: &Choice) -> String {
        let name = next.name();
        match self.difference() {
            None if next.unknown_costs().is_some() => format!("The next is {name} at {}.", next.price()),
            None => format!("The next is {name}, whose cost is not wholly known."),
            Some(same) if same == sse_pricing::Money::ZERO => {
                let more = if next.rank().2 > choice.rank().2 { " and gives up more" } else { "" };
                format!("{name} costs the same{more}.")
            }
            Some(more) => {
                format!("The next is {name} at {}, {} more.", next.price(), more.dollars())
            }
        }
    }

    fn contradiction(&self) -> String {
        let sentence = |conflict: &Vec<Requirement>| {
            format!("{} contradict each other: no option meets {}.", list(&ids(conflict)), together(conflict))
        };
        self.conflicts.iter().map(sentence).collect::<Vec<_>>().join(" ")
    }
}

fn together(conflict: &[Requirement]) -> &'static str {
    if conflict.len() == 2 { "both" } else { "all of them" }
}

impl Turn {
    /// In a sentence: `Where a Bucket Key saves least, SSE-KMS would be cheaper: $6.94 against $7.97.`
    #[must_use]
    pub fn text(&self) -> String {
        let end = match self.end {
            End::Low => "most",
            End::High => "least",
        };
        let (name, cost, recommended) = (&self.name, self.cost.dollars(), self.recommended.dollars());
        format!("Where a Bucket Key saves {end}, {name} would be cheaper: {cost} against {recommended}.")
    }
}

impl Alternative {
    /// In a line without a full stop: `without key-holder: SSE-KMS at $6.94 a month`.
    #[must_use]
    pub fn text(&self) -> String {
        let (name, price) = (self.choice.name(), self.choice.price());
        match self.given_up.as_slice() {
            [] => format!("{}: {name} at {price}", list(&ids(&self.requirements))),
            given_up => format!("without {}: {name} at {price}", list(&ids(given_up))),
        }
    }
}

fn ids(requirements: &[Requirement]) -> Vec<&'static str> {
    requirements.iter().map(|requirement| requirement.id()).collect()
}

/// `a`, `a and b`, `a, b and c`
fn list(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
