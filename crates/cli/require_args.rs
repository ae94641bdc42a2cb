//! `--require`: what the encryption must give.

use crate::failure::Result;
use clap::Args;
use sse_guide::{Recommendation, Requirement};
use sse_pricing::Comparison;

/// `--require`, the same for every subcommand that recommends.
#[derive(Args)]
#[command(next_help_heading = "Requirements")]
pub(crate) struct RequireArgs {
    /// What the option must give, by ids with commas between them
    #[arg(long, value_name = "ID,ID,...", long_help = help())]
    require: Option<String>,
}

/// Every requirement with what it demands.
fn help() -> String {
    let longest = Requirement::ALL.into_iter().map(|requirement| requirement.id().len()).max().unwrap_or(0);
    let line = |requirement: Requirement| format!("  {:<longest$}  {}", requirement.id(), requirement.help());
    let lines = Requirement::ALL.map(line).join("\n");
    format!("What the option must give, by ids with commas between them:\n{lines}")
}

impl RequireArgs {
    /// What is required; `None` where the flag is not given.
    pub(crate) fn requirements(&self) -> Result<Option<Vec<Requirement>>> {
        let list = self.require.as_deref().map(|ids| Requirement::list("--require", ids));
        Ok(list.transpose()?)
    }

    /// The recommendation; `None` where the flag is not given.
    pub(crate) fn recommendation(&self, comparison: &Comparison<'_>) -> Result<Option<Recommendation>> {
        let requirements = self.requirements()?;
        let recommendation = requirements.map(|required| Recommendation::new(comparison, &required));
        Ok(recommendation.transpose()?)
    }
}
