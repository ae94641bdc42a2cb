//! What a setup costs: a month of its option, and once for the objects that exist.

use crate::Result;
use sse_pricing::migration::{Method, Plan};
use sse_pricing::{Comparison, EncryptionOption, Estimate, LineItem, Migration, Money, Range};

/// The engine's figures for one option and one workload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Costs {
    estimate: Estimate,
    uploads: u64,
    downloads: u64,
    published: String,
    migrations: Vec<MigrationCost>,
}

/// What it costs, once, to encrypt the existing objects again by one method.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationCost {
    /// How each object is encrypted again.
    pub method: Method,
    /// How many objects.
    pub objects: u64,
    /// Low, typical and high.
    pub total: Range<Money>,
    /// The line items at the typical figures.
    pub lines: Vec<LineItem>,
}

impl Costs {
    /// The figures of an option in a comparison, and those of a migration of so many existing objects under SSE-S3.
    ///
    /// Only options of SSE-KMS have a priced migration: see [`sse_pricing::migration`].
    ///
    /// # Errors
    /// A figure too large to be computed exactly.
    pub fn new(
        comparison: &Comparison<'_>,
        option: EncryptionOption,
        existing_objects: u64,
    ) -> Result<Costs> {
        let workload = comparison.workload();
        let mut migrations = Vec::new();
        if Costs::prices_migration_to(option) && existing_objects > 0 {
            for method in Method::ALL {
                let mut plan = Plan::new(workload.region.clone(), existing_objects, option, method);
                plan.trails = workload.trails;
                let migration = Migration::new(&plan, comparison.book())?;
                let (total, lines) = (migration.total(), migration.lines().to_vec());
                migrations.push(MigrationCost { method, objects: existing_objects, total, lines });
            }
        }
        Ok(Costs {
            estimate: comparison.estimate(option).clone(),
            uploads: workload.uploads,
            downloads: workload.downloads,
            published: comparison.book().published().to_owned(),
            migrations,
        })
    }

    /// Whether a migration to an option has a price here: SSE-KMS, and not DSSE-KMS.
    #[must_use]
    pub fn prices_migration_to(option: EncryptionOption) -> bool {
        super::shell::in_place(option)
    }

    /// The option's month, line by line.
    #[must_use]
    pub fn estimate(&self) -> &Estimate {
        &self.estimate
    }

    /// Uploads of the month that is priced.
    #[must_use]
    pub fn uploads(&self) -> u64 {
        self.uploads
    }

    /// Downloads of the month that is priced.
    #[must_use]
    pub fn downloads(&self) -> u64 {
        self.downloads
    }

    /// The date of the prices.
    #[must_use]
    pub fn published(&self) -> &str {
        &self.published
    }

    /// The existing objects, encrypted again once, by each method; empty where there are none or the option has no price.
    #[must_use]
    pub fn migrations(&self) -> &[MigrationCost] {
        &self.migrations
    }
}
