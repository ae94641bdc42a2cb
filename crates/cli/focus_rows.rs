//! A portfolio as FOCUS rows: the charges of each bucket as it is today.

use crate::failure::Result;
use crate::focus::{Charges, Month, Owner, header};
use crate::portfolio_rows::{csv_cell, end_line};
use sse_portfolio::{Column, Form, Header, Row, Settings};
use sse_pricing::{Assumable, BucketKey, Estimate, KmsKey, ObjectSizes, Workload};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// The charges of each bucket, a row each.
pub(crate) struct FocusRows<'a> {
    pub(crate) month: Month,
    pub(crate) billing_account: Option<&'a str>,
    pub(crate) settings: &'a Settings,
    pub(crate) published: &'a str,
    pub(crate) failed: Mutex<Option<String>>,
    /// Buckets with a charge that is unknown and has no row.
    pub(crate) incomplete: AtomicU64,
}

impl Form for FocusRows<'_> {
    fn head(&self, _header: &Header<'_>, out: &mut Vec<u8>) {
        header().iter().for_each(|name| csv_cell(out, name));
        end_line(out);
    }

    fn row(&self, row: &Row<'_>, out: &mut Vec<u8>) {
        if let Err(failure) = self.charges(row, out)
            && let Ok(mut failed) = self.failed.lock()
        {
            failed.get_or_insert(format!("line {}: {failure}", row.line()));
        }
    }
}

impl FocusRows<'_> {
    /// A bucket whose charges could not be computed. None is expected, for all have been priced before.
    pub(crate) fn failure(&self) -> Option<String> {
        self.failed.lock().ok().and_then(|failed| failed.clone())
    }

    fn charges(&self, row: &Row<'_>, out: &mut Vec<u8>) -> Result<()> {
        let workload = self.workload(row)?;
        let estimate = Estimate::new(&workload, row.prices, row.advice.today)?;
        let account = row.text(Column::Account);
        let owner = Owner {
            month: &self.month,
            billing_account: self.billing_account.unwrap_or(account),
            account,
            bucket: Some(row.text(Column::Bucket)),
            key_arn: Some(row.text(Column::Key)).filter(|key| key.starts_with("arn:")),
            prices: row.prices,
            published: self.published,
        };
        let charges = Charges::new(owner, &estimate, &workload.assumed())?;
        if !charges.unknown.is_empty() {
            self.incomplete.fetch_add(1, Ordering::Relaxed);
        }
        charges.each_row(|cells| {
            cells.iter().for_each(|cell| csv_cell(out, cell));
            end_line(out);
        });
        Ok(())
    }

    /// The bucket's month, with its part of what buckets share.
    fn workload(&self, row: &Row<'_>) -> Result<Workload> {
        let (month, advice) = (row.month(), &row.advice);
        let mut workload = self.settings.shared.clone();
        workload.region = row.prices.region.clone();
        (workload.uploads, workload.downloads) = (month.uploads, month.downloads);
        workload.object_size = month.object_bytes.map(ObjectSizes::one).transpose()?;
        workload.free_requests = Assumable::Given(advice.free_requests);
        if advice.today.kms_key() == Some(KmsKey::CustomerManaged) {
            workload.keys.count = advice.keys;
        }
        if let BucketKey::Model(model) = &mut workload.bucket_key
            && !row.text(Column::Requesters).is_empty()
        {
            model.requesters = Assumable::Given(month.requesters);
        }
        Ok(workload)
    }
}
