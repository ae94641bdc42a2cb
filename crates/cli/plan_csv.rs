//! A priced plan as CSV: a row for each line of each resource on each side, and for what has no price.

use crate::failure::Result;
use crate::format;
use rust_decimal::Decimal;
use sse_terraform::{Key, Report, Resource, State};

const COLUMNS: [&str; 14] = [
    "address",
    "resource_type",
    "action",
    "side",
    "region",
    "encryption",
    "key",
    "code",
    "label",
    "quantity",
    "unit",
    "unit_price",
    "amount",
    "reason",
];

/// Every figure exact; unknown is an empty cell.
pub(crate) fn csv(report: &Report) -> Result<String> {
    let mut rows: Vec<[String; 14]> = Vec::new();
    for resource in &report.resources {
        for (side, state) in [("before", &resource.before), ("after", &resource.after)] {
            rows.extend(of_state(resource, side, state));
        }
    }
    for other in &report.others {
        let mut row = <[String; 14]>::default();
        let action = other.action.map_or("", sse_terraform::Action::name);
        let cells = [&other.address, &other.kind, action, ""].into_iter();
        row.iter_mut().zip(cells).for_each(|(cell, text)| text.clone_into(cell));
        if let Some(reason) = row.last_mut() {
            other.reason.clone_into(reason);
        }
        rows.push(row);
    }
    format::csv(&COLUMNS, rows)
}

fn of_state(resource: &Resource, side: &str, state: &State) -> Vec<[String; 14]> {
    // What is not priced stands with its reason below.
    let Some(priced) = state.priced() else { return Vec::new() };
    let key = match &priced.key {
        None => "",
        Some(Key::AwsManaged) => "alias/aws/s3",
        Some(Key::InPlan(address)) => address,
        Some(Key::Outside(name)) => name,
        Some(Key::Unknown(_)) => "unknown",
    };
    let head = || {
        [
            resource.address.clone(),
            resource.kind.clone(),
            resource.action.to_string(),
            side.to_owned(),
            priced.region.clone(),
            priced.option.map_or("", sse_pricing::EncryptionOption::id).to_owned(),
            key.to_owned(),
        ]
    };
    let row = |tail: [String; 7]| {
        let mut cells = head().into_iter().chain(tail);
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    };
    if priced.components.is_empty() {
        return vec![row(["", "", "", "", "", "0", "nothing to pay"].map(str::to_owned))];
    }
    let number =
        |number: Option<Decimal>| number.map(|number| number.normalize().to_string()).unwrap_or_default();
    let rows = priced.components.iter().map(|component| {
        row([
            component.code.id().to_owned(),
            component.code.label().to_owned(),
            number(component.quantity),
            component.unit.to_owned(),
            number(component.unit_price),
            format::exact(component.amount),
            if component.amount.is_none() { "its quantity is unknown".to_owned() } else { String::new() },
        ])
    });
    rows.collect()
}
