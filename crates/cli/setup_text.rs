//! A setup for people: the list of its files, and the one to begin with.

use crate::grid::Grid;
use crate::setup::{MAIN, Made};
use crate::text::{paragraphs, plural, wrapped};
use sse_guide::setup::{Costs, File};
use sse_pricing::Money;

/// For a terminal.
pub(crate) fn text(made: &Made<'_>) -> String {
    let grid = Grid::new().words("File").words("What it is for");
    let grid = grid.rows(made.files.iter().map(|file| vec![file.name.to_owned(), file.about.to_owned()]));
    let mut parts = vec![wrapped("", "", &heading(made)), grid.to_text()];
    parts.extend(made.setup.costs().map(|costs| wrapped("", "", &cost(costs))));
    match (made.out, main(made)) {
        (Some(folder), _) => parts.push(wrapped("", "", &format!("Written to {}.", folder.display()))),
        (None, Some(main)) => {
            parts.push(wrapped("", "", &elsewhere()));
            parts.push(main.content.trim_end().to_owned());
        }
        (None, None) => {}
    }
    parts.extend(left_over(made).map(|words| wrapped("", "", &words)));
    paragraphs(&parts)
}

/// For a pull request.
pub(crate) fn markdown(made: &Made<'_>) -> String {
    let grid = Grid::new().words("File").words("What it is for");
    let grid =
        grid.rows(made.files.iter().map(|file| vec![format!("`{}`", file.name), file.about.to_owned()]));
    let mut parts = vec![format!("**{}**", heading(made)), grid.to_markdown()];
    parts.extend(made.setup.costs().map(cost));
    match (made.out, main(made)) {
        (Some(folder), _) => parts.push(format!("Written to `{}`.", folder.display())),
        (None, Some(main)) => parts.push(format!("```sh\n{}\n```", main.content.trim_end())),
        (None, None) => {}
    }
    parts.extend(left_over(made));
    paragraphs(&parts)
}

fn left_over(made: &Made<'_>) -> Option<String> {
    let names = made.left_over.join(", ");
    (!names.is_empty()).then(|| format!("There from an earlier set, and not of this one: {names}."))
}

fn main<'a>(made: &Made<'a>) -> Option<&'a File> {
    made.files.iter().find(|file| file.name == MAIN)
}

/// `SSE-KMS with Bucket Key for the bucket reports in eu-central-1, account 111122223333`
fn heading(made: &Made<'_>) -> String {
    let setup = made.setup;
    let (bucket, region, account) = (setup.bucket(), setup.region(), setup.account());
    format!("{} for the bucket {bucket} in {region}, account {account}", setup.option().name())
}

fn elsewhere() -> String {
    format!("--out DIR writes them all, --file NAME prints one. {MAIN}:")
}

/// The month, and the migration by each method where there is one.
fn cost(costs: &Costs) -> String {
    let (estimate, uploads, downloads) = (costs.estimate(), costs.uploads(), costs.downloads());
    let month = match estimate.monthly() {
        Some(monthly) => monthly.dollars().to_string(),
        None => format!("at least {}", estimate.known().dollars()),
    };
    let range = estimate.high().filter(|&high| high != estimate.low());
    let range = range
        .map_or_else(String::new, |high| format!(" ({} to {})", estimate.low().dollars(), high.dollars()));
    let volume = format!("{} and {}", plural(uploads, "upload"), plural(downloads, "download"));
    let mut text = format!("Cost: {month}{range} a month for {volume}, prices of {}.", costs.published());
    for migration in costs.migrations() {
        let (low, high) = (migration.total.low.dollars(), migration.total.high.dollars());
        let once = migration.total.typical;
        text += &format!(
            " {} encrypted again, {}: {} once{}.",
            plural(migration.objects, "existing object"),
            match migration.method {
                sse_pricing::migration::Method::InPlace => "in place",
                sse_pricing::migration::Method::Copy => "by copy",
            },
            Money::dollars(once),
            if migration.total.is_exact() { String::new() } else { format!(" ({low} to {high})") },
        );
    }
    text
}
