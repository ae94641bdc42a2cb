//! A priced plan for people: for a terminal, and in Markdown for a pull request.

use crate::failure::{Failure, Result};
use crate::grid::Grid;
use crate::inputs;
use crate::text::{list, paragraphs, plural, wrapped, wrapped_to};
use sse_pricing::display::{count, decimal};
use sse_pricing::{EncryptionOption, Money, PriceBook, Range};
use sse_terraform::{
    Action, Component, Key, OtherKind, Plan, Priced, Report, Resource, Settings, Source, State, Total,
};
use std::collections::{BTreeMap, BTreeSet};

/// A priced plan and what it rests on.
pub(crate) struct Shown<'a> {
    pub(crate) name: &'a str,
    pub(crate) plan: &'a Plan,
    pub(crate) report: &'a Report,
    pub(crate) book: &'a PriceBook,
    pub(crate) settings: &'a Settings<'a>,
}

/// For a terminal.
pub(crate) fn text(shown: &Shown<'_>) -> Result<String> {
    let mut paragraph = vec![wrapped("", "", &shown.heading())];
    let mut rows: Vec<Vec<String>> = Vec::new();
    let figures: Vec<[String; 3]> = shown.changed().map(figures).collect();
    let width = words_width(&figures);
    for (resource, figures) in shown.changed().zip(figures) {
        let mut lines = vec![plain(&resource.address)];
        lines.extend(details(resource, &plain).iter().map(|line| wrapped_to(width, "  ", "    ", line)));
        rows.push(
            shown
                .sign(resource)
                .into_iter()
                .chain([lines.join("\n")])
                .chain(shown.columns(figures))
                .collect(),
        );
    }
    rows.extend(shown.rest()?.map(|row| [String::new()].into_iter().chain(row).collect()));
    if !rows.is_empty() {
        paragraph.push(shown.titled(shown.signed().words(TITLES[0])).rows(rows).to_text());
    }
    let listed = shown.listed(&plain);
    if !listed.is_empty() {
        let lines: Vec<String> = listed.iter().map(|line| wrapped("- ", "  ", line)).collect();
        paragraph.push(format!("Not priced:\n{}", lines.join("\n")));
    }
    let notes: Vec<String> = shown.notes(&plain).iter().map(|note| wrapped("", "  ", note)).collect();
    paragraph.extend((!notes.is_empty()).then(|| notes.join("\n")));
    Ok(paragraphs(&paragraph))
}

/// For a pull request.
pub(crate) fn markdown(shown: &Shown<'_>) -> Result<String> {
    let mut paragraph = vec![format!("**{}**", shown.heading())];
    let of_resource = |resource| {
        let what = details(resource, &code).join("; ");
        let cells = [resource.action.to_string(), code(&resource.address), what];
        cells.into_iter().chain(shown.columns(figures(resource))).collect()
    };
    let mut rows: Vec<Vec<String>> = shown.changed().map(of_resource).collect();
    rows.extend(shown.rest()?.into_iter().map(|mut row| {
        row.insert(0, Action::NoOp.to_string());
        row.insert(2, String::new());
        row
    }));
    if !rows.is_empty() {
        let grid = Grid::new().words("Action").words(TITLES[0]).words("What");
        paragraph.push(shown.titled(grid).rows(rows).to_markdown());
    }
    let listed = shown.listed(&code);
    if !listed.is_empty() {
        let lines: Vec<String> = listed.iter().map(|line| format!("- {line}")).collect();
        paragraph.push(format!("Not priced:\n\n{}", lines.join("\n")));
    }
    paragraph.extend(shown.notes(&code));
    Ok(paragraphs(&paragraph))
}

/// How a name is written that comes from a plan.
type Name<'a> = &'a dyn Fn(&str) -> String;

/// For a terminal: without what would move its cursor.
fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// In Markdown: as code, in which nothing is taken for a tag, a link or a mention.
fn code(name: &str) -> String {
    let name = plain(name);
    let longest = name.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.saturating_add(1));
    if longest > 0 { format!("{fence} {name} {fence}") } else { format!("{fence}{name}{fence}") }
}

/// The titles of the columns that both forms have.
const TITLES: [&str; 4] = ["Resource", "Before", "After", "Difference"];

/// What a resource costs before, after and between.
fn figures(resource: &Resource) -> [String; 3] {
    let difference = shown_total(resource.difference.total, true);
    [shown_state(&resource.before), shown_state(&resource.after), difference]
}

/// The columns that words have beside figures.
fn words_width(figures: &[[String; 3]]) -> usize {
    let column = |place: usize| {
        let cells = figures.iter().filter_map(|row| row.get(place)).map(String::as_str);
        let title = TITLES.get(place.saturating_add(1)).copied();
        cells.chain(title).map(|cell| cell.chars().count()).max().unwrap_or(0).saturating_add(2)
    };
    let width = usize::from(crate::text::width()).saturating_sub((0..3).map(column).sum());
    // The sign has a column of its own.
    let width = width.saturating_sub(2);
    width.max(LEAST_WIDTH)
}

/// How often keys were rotated, by its name among what is assumed.
pub(crate) const ROTATIONS: &str = "rotations";

/// Narrower columns of words would be taller than they help.
const LEAST_WIDTH: usize = 40;

/// What a resource is on both sides, and the lines of its bill.
fn details(resource: &Resource, name: Name<'_>) -> Vec<String> {
    let sides = [resource.before.priced(), resource.after.priced()];
    let mut lines = vec![from_to(sides.map(|side| side.map(encryption)))];
    if let Some(key) = sides.iter().flatten().find_map(|priced| priced.key.as_ref())
        && *key != Key::AwsManaged
    {
        let keys =
            sides.map(|side| side.and_then(|priced| priced.key.as_ref()).and_then(|key| key_name(key, name)));
        lines.push(format!("key: {}", from_to(keys)));
    }
    let region = from_to(sides.map(|side| side.map(|priced| priced.region.clone())));
    if let Some(first) = lines.first_mut().filter(|_| !region.is_empty()) {
        first.push_str(&format!(", {region}"));
    }
    // Of what stays or comes; of what goes, as it is.
    let shown = resource.after.priced().or(resource.before.priced());
    if let Some(priced) = shown {
        if let Some(days) = priced.rotation_days {
            lines.push(format!("rotates every {} days", count(days)));
        }
        let is_plain_fee = |component: &&Component| {
            priced.option.is_none() && component.amount == Some(priced.known.typical)
        };
        lines.extend(priced.components.iter().filter(|component| !is_plain_fee(component)).filter_map(row));
    }
    if resource.after.priced().is_some_and(|priced| priced.components.is_empty()) {
        let unknown = resource
            .before
            .priced()
            .map(|before| before.components.iter().filter(|row| row.amount.is_none()));
        lines.extend(unknown.into_iter().flatten().filter_map(row).map(|row| format!("before: {row}")));
    }
    if let Some(known) = shown.map(|priced| priced.known).filter(|known| !known.is_exact()) {
        lines.push(format!(
            "range {} to {}, by what the Bucket Key saves",
            known.low.dollars(),
            known.high.dollars()
        ));
    }
    if let Some(previous) = &resource.previous_address {
        lines.push(format!("moved from {}", name(previous)));
    }
    if resource.action == Action::Forget {
        lines.push("no longer managed, but still there".to_owned());
    }
    if [&resource.before, &resource.after].iter().any(|state| matches!(state, State::Unpriced(_))) {
        lines.push("not priced, see below".to_owned());
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// `a → b`, or one of them where they are the same or the other is not there.
fn from_to([from, to]: [Option<String>; 2]) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from != to => format!("{from} → {to}"),
        (from, to) => to.or(from).unwrap_or_default(),
    }
}

fn encryption(priced: &Priced) -> String {
    priced.option.map_or("KMS key", EncryptionOption::name).to_owned()
}

fn key_name(key: &Key, name: Name<'_>) -> Option<String> {
    match key {
        Key::AwsManaged => None,
        Key::InPlan(address) => Some(name(address)),
        Key::Outside(_) => Some("one that exists elsewhere".to_owned()),
        Key::Unknown(_) => Some("not known yet".to_owned()),
    }
}

/// `KMS requests: 300,000 x $0.000003`, or `unknown` where the quantity is.
fn row(component: &Component) -> Option<String> {
    let price = decimal(component.unit_price?);
    let label = component.code.label();
    Some(match component.quantity {
        Some(quantity) => format!("{label}: {} x ${price}", decimal(quantity.normalize())),
        None => format!("{label}: unknown x ${price} a {}", component.unit),
    })
}

/// With what it rests on.
fn shown_total(total: Total, sign: bool) -> String {
    let known = total.known.typical;
    let dollars = if sign { signed(known) } else { known.dollars().to_string() };
    let is_nothing = known == Money::ZERO;
    match (total.may_be_less, total.may_be_more) {
        (false, false) => dollars,
        (true, true) => "unknown".to_owned(),
        _ if is_nothing => "unknown".to_owned(),
        (false, true) => format!("≥ {dollars}"),
        (true, false) => format!("≤ {dollars}"),
    }
}

fn shown_state(state: &State) -> String {
    if *state == State::Absent { "–".to_owned() } else { shown_total(state.total(), false) }
}

/// ` ($1.20 to $29.79)`, where Bucket Keys leave one.
fn range(known: Range<Money>, shown: impl Fn(Money) -> String) -> String {
    if known.is_exact() {
        return String::new();
    }
    format!(" ({} to {})", shown(known.low), shown(known.high))
}

fn signed(money: Money) -> String {
    let plus = if money > Money::ZERO { "+" } else { "" };
    format!("{plus}{}", money.dollars())
}

/// Whether nothing changes of it, but the part of the free requests that buckets of unknown use leave it.
fn is_unchanged(resource: &Resource) -> bool {
    resource.action == Action::NoOp
        && resource.difference.components.is_empty()
        && resource.difference.total.known == Range::exactly(Money::ZERO)
        && resource.previous_address.is_none()
}

/// Whether a bucket that stays is encrypted in another way, or with another key.
fn is_encrypted_anew(resource: &Resource) -> bool {
    let of = |state: &State| match state {
        State::Priced(priced) => Some((priced.option, priced.key.clone())),
        State::Absent | State::Unpriced(_) => None,
    };
    let is_there = ![&resource.before, &resource.after].contains(&&State::Absent);
    is_there
        && !resource.is_key()
        && resource.action == Action::Update
        && of(&resource.before) != of(&resource.after)
}

impl Shown<'_> {
    /// Whether there is nothing to compare with.
    pub(crate) fn is_one_side(&self) -> bool {
        self.plan.source() != Source::Plan
    }

    /// The inputs that some resource's use leaves open, by their names in the JSON.
    pub(crate) fn assumed_of_some(&self) -> BTreeSet<&'static str> {
        let states = self.report.resources.iter().flat_map(|resource| [&resource.before, &resource.after]);
        states.filter_map(State::priced).flat_map(|priced| priced.assumed.iter().copied()).collect()
    }

    /// A table with a column for signs, where there is something to compare with.
    fn signed(&self) -> Grid {
        if self.is_one_side() { Grid::new() } else { Grid::new().words("") }
    }

    fn sign(&self, resource: &Resource) -> Option<String> {
        let sign = match resource.action {
            Action::Create => "+",
            Action::Delete => "-",
            Action::Replace => "±",
            Action::Update => "~",
            Action::NoOp | Action::Read | Action::Forget => "",
        };
        (!self.is_one_side()).then(|| sign.to_owned())
    }

    /// Before, after and between; of a state, which does not change, one.
    fn columns(&self, [before, after, difference]: [String; 3]) -> Vec<String> {
        if self.is_one_side() { vec![after] } else { vec![before, after, difference] }
    }

    fn titled(&self, grid: Grid) -> Grid {
        if self.is_one_side() {
            return grid.figures("A month");
        }
        grid.figures(TITLES[1]).figures(TITLES[2]).figures(TITLES[3])
    }

    fn heading(&self) -> String {
        let Report { resources, before, after, difference, .. } = self.report;
        let buckets = self.report.buckets();
        let keys = resources.len().saturating_sub(buckets);
        let what = format!(
            "{}: {} and {}, prices of {}.",
            plain(self.name),
            plural(buckets as u64, "bucket"),
            plural(keys as u64, "KMS key"),
            self.book.published()
        );
        let month = |total: &Total| {
            let at_least = if total.may_be_more { "at least " } else { "" };
            format!(
                "{at_least}{}{}",
                total.known.typical.dollars(),
                range(total.known, |money| money.dollars().to_string())
            )
        };
        if self.is_one_side() {
            return format!("{what} A month costs {}.", month(after));
        }
        let known = format!("{}{}", signed(difference.known.typical), range(difference.known, signed));
        let difference = match (difference.may_be_less, difference.may_be_more) {
            (false, false) => format!("a difference of {known}"),
            (false, true) => format!("a difference of at least {known}"),
            (true, false) => format!("a difference of at most {known}"),
            (true, true) => format!("a difference of {known} and what is unknown"),
        };
        format!("{what} Before {} a month, after {}: {difference}.", month(before), month(after))
    }

    /// The resources that are shown by name: those that change, or of a state all.
    fn changed(&self) -> impl Iterator<Item = &Resource> {
        let all = self.is_one_side();
        self.report.resources.iter().filter(move |resource| all || !is_unchanged(resource))
    }

    /// A row for all that stay as they are.
    fn rest(&self) -> Result<Option<Vec<String>>> {
        let rest = || self.report.resources.iter().filter(|resource| is_unchanged(resource));
        let number = rest().count() as u64;
        if number == 0 || self.is_one_side() {
            return Ok(None);
        }
        let sum = |of: fn(&Resource) -> Total, sign: bool| -> Result<String> {
            let mut totals = rest().map(of);
            let first = totals.next();
            let total = first.map(|first| totals.try_fold(first, Total::plus)).transpose();
            let total = total.map_err(|error| Failure::new(self.name, error))?;
            Ok(total.map(|total| shown_total(total, sign)).unwrap_or_default())
        };
        Ok(Some(vec![
            format!("{} unchanged", plural(number, "resource")),
            sum(|resource| resource.before.total(), false)?,
            sum(|resource| resource.after.total(), false)?,
            sum(|resource| resource.difference.total, true)?,
        ]))
    }

    /// What is not priced, by name and with the reason; what has nothing to do with encryption, by type.
    fn listed(&self, name: Name<'_>) -> Vec<String> {
        let others = &self.report.others;
        let mut lines: Vec<String> = others
            .iter()
            .filter(|other| other.sort == OtherKind::NotPriced)
            .map(|other| format!("{}: {}", name(&other.address), plain(&other.reason)))
            .collect();
        for (sort, words) in [
            (OtherKind::NoCharge, "without a charge of their own"),
            (OtherKind::Unrelated, "no part of the encryption of S3"),
        ] {
            let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
            for other in others.iter().filter(|other| other.sort == sort) {
                let number = kinds.entry(&other.kind).or_default();
                *number = number.saturating_add(1);
            }
            let names: Vec<String> =
                kinds.iter().map(|(kind, number)| format!("{} {}", count(*number), name(kind))).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            if !names.is_empty() {
                lines.push(format!("{words}: {}", list(&names)));
            }
        }
        lines
    }

    fn notes(&self, name: Name<'_>) -> Vec<String> {
        let Report { resources, unused, .. } = self.report;
        let mut notes = Vec::new();
        if self.plan.is_errored() {
            notes.push("Planning ended with an error: resources may be missing.".to_owned());
        }
        notes.extend(self.plan.notes().iter().map(|note| plain(note)));
        let states = || resources.iter().flat_map(|resource| [&resource.before, &resource.after]);
        let options: BTreeSet<EncryptionOption> =
            states().filter_map(State::priced).filter_map(|priced| priced.option).collect();
        let options: Vec<EncryptionOption> = options.into_iter().collect();
        if options.iter().any(|option| option.kms_key().is_some()) {
            let free = count(self.settings.shared.free_requests.value());
            notes.push(format!(
                "{free} free KMS requests a month for all buckets together, as of one account; a key's fee stands with the \
                 key, however many buckets use it."
            ));
        }
        let unknown = resources.iter().filter(|resource| {
            !resource.is_key()
                && [&resource.before, &resource.after]
                    .iter()
                    .any(|state| state.priced().is_some_and(|priced| !priced.is_complete))
        });
        let unknown = unknown.count() as u64;
        if unknown > 0 {
            let buckets = plural(unknown, "bucket");
            notes.push(format!("Unknown use of {buckets}: say it in a usage file, --usage FILE."));
        }
        let is_lower = |state: &State| state.priced().is_some_and(|one| one.is_complete && one.is_at_least);
        if states().any(is_lower) {
            notes.push(
                "Buckets of unknown use may take a part of the free requests: the others cost what is said, or more."
                    .to_owned(),
            );
        }
        if resources.iter().any(is_encrypted_anew) {
            notes.push(
                "Objects that are there stay encrypted as they are, and their reads are charged so, until they are written \
                 again; sse-cost migrate prices that."
                    .to_owned(),
            );
        }
        if resources.iter().any(|one| one.after.priced().is_some_and(|priced| priced.rotation_days.is_some()))
        {
            notes.push(
                "A key that rotates costs its fee once more after the first rotation, and once more after the second."
                    .to_owned(),
            );
        }
        if resources.iter().any(|resource| resource.is_key() && resource.action == Action::Delete) {
            notes.push("A key has no fee while its deletion is pending.".to_owned());
        }
        let outside: BTreeSet<&str> = states()
            .filter_map(|state| match state.priced()?.key.as_ref()? {
                Key::Outside(name) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        for key in outside {
            notes.push(format!("{} exists elsewhere: its fee is not part of this.", name(key)));
        }
        let unknown_keys: BTreeSet<&str> = states()
            .filter_map(|state| match state.priced()?.key.as_ref()? {
                Key::Unknown(reason) => Some(reason.as_str()),
                _ => None,
            })
            .collect();
        for reason in unknown_keys {
            notes.push(format!("A key that is not known yet: {}.", plain(reason)));
        }
        if !unused.is_empty() {
            let names: Vec<String> = unused.iter().map(|pattern| name(pattern)).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            notes.push(format!(
                "The usage file speaks of what is no bucket and no key here: {}.",
                list(&names)
            ));
        }
        let of_some = self.assumed_of_some();
        // The plan says these, and a usage file may say the other two.
        let own = ["keys", "freeRequests"];
        let is_said = |input: &str| match input {
            "objectSize" | "bucketKey.requesters" => !of_some.contains(input),
            input => own.contains(&input),
        };
        let shared = &self.settings.shared;
        let matters =
            |input: &str| input == ROTATIONS || (!is_said(input) && inputs::matters(input, &options));
        let rotations = of_some.get(ROTATIONS).copied();
        let assumed = shared.assumed().into_iter().chain(rotations).collect();
        let more = rotations.map(|input| (input, "keys that do not rotate never did".to_owned()));
        notes.extend(inputs::with_more(shared, assumed, more.into_iter().collect(), matters));
        notes
    }
}
