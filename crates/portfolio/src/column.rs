//! The columns of a portfolio, by name and in any order.

use crate::error::{Error, Result};

/// A column that is understood. Every other one is kept as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The AWS account that the bucket belongs to.
    Account,
    /// The code of the Region, for example `us-east-1`.
    Region,
    /// The bucket's name.
    Bucket,
    /// How it encrypts today: the id of an option.
    Encryption,
    /// What identifies its customer managed KMS key: an ARN, an id, an alias. Empty: a key of its own.
    Key,
    /// Objects written in the month.
    Uploads,
    /// Objects read in the month.
    Downloads,
    /// Bytes of each object. Empty: not known.
    ObjectBytes,
    /// Roles, users or accounts that send the requests. Empty: one.
    Requesters,
    /// Objects that are there already. Empty: not known.
    ExistingObjects,
}

/// How many columns are understood.
pub(crate) const COLUMNS: usize = 10;

impl Column {
    /// Every column that is understood.
    pub const ALL: [Column; COLUMNS] = [
        Column::Account,
        Column::Region,
        Column::Bucket,
        Column::Encryption,
        Column::Key,
        Column::Uploads,
        Column::Downloads,
        Column::ObjectBytes,
        Column::Requesters,
        Column::ExistingObjects,
    ];

    /// Its name in a header, and in JSON Lines.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Column::Account => "account",
            Column::Region => "region",
            Column::Bucket => "bucket",
            Column::Encryption => "encryption",
            Column::Key => "key",
            Column::Uploads => "uploads",
            Column::Downloads => "downloads",
            Column::ObjectBytes => "object_bytes",
            Column::Requesters => "requesters",
            Column::ExistingObjects => "existing_objects",
        }
    }

    /// Its other name in JSON Lines, in the case of the JSON that the program prints.
    #[must_use]
    pub fn json_name(self) -> &'static str {
        match self {
            Column::ObjectBytes => "objectBytes",
            Column::ExistingObjects => "existingObjects",
            other => other.name(),
        }
    }

    /// Whether a portfolio must have it.
    #[must_use]
    pub fn is_required(self) -> bool {
        !matches!(self, Column::Key | Column::ObjectBytes | Column::Requesters | Column::ExistingObjects)
    }

    /// Whether it holds whole numbers.
    #[must_use]
    pub fn is_count(self) -> bool {
        matches!(
            self,
            Column::Uploads
                | Column::Downloads
                | Column::ObjectBytes
                | Column::Requesters
                | Column::ExistingObjects
        )
    }

    /// Its place in [`ALL`](Column::ALL).
    pub(crate) fn index(self) -> usize {
        self as usize
    }
}

/// Where the known columns stand in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Places([Option<usize>; COLUMNS]);

impl Places {
    /// By the names of a header.
    pub(crate) fn of(header: &[String], added: &[&str]) -> Result<Places> {
        let mut places = [None; COLUMNS];
        for column in Column::ALL {
            let mut found = header.iter().enumerate().filter(|(_, name)| *name == column.name());
            let first = found.next().map(|(index, _)| index);
            if found.next().is_some() {
                return Err(Error::input(format!("header: {:?} is there twice", column.name())));
            }
            if let Some(place) = places.get_mut(column.index()) {
                *place = first;
            }
        }
        let places = Places(places);
        let missing = Column::ALL.into_iter().filter(|c| c.is_required() && places.of_column(*c).is_none());
        let missing: Vec<&str> = missing.map(Column::name).collect();
        if !missing.is_empty() {
            let known = Column::ALL.map(Column::name).join(", ");
            let message = format!("header: {} is missing; the columns are {known}", missing.join(", "));
            return Err(Error::input(message));
        }
        check_added(header, added)?;
        Ok(places)
    }

    /// One after the other, as JSON Lines are taken apart.
    pub(crate) fn in_order() -> Places {
        Places(std::array::from_fn(Some))
    }

    pub(crate) fn of_column(&self, column: Column) -> Option<usize> {
        self.0.get(column.index()).copied().flatten()
    }
}

/// A column of the file's own must not have the name of one that the output adds.
pub(crate) fn check_added(header: &[String], added: &[&str]) -> Result<()> {
    match header.iter().find(|name| added.contains(&name.as_str())) {
        Some(name) => {
            Err(Error::input(format!("header: {name:?} is a column of the output; name it otherwise")))
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn any_order_and_columns_of_ones_own() {
        let places =
            Places::of(&header("team,uploads,downloads,encryption,bucket,region,account"), &[]).unwrap();
        assert_eq!(places.of_column(Column::Uploads), Some(1));
        assert_eq!(places.of_column(Column::Account), Some(6));
        assert_eq!(places.of_column(Column::Key), None);
    }

    #[track_caller]
    fn refused(text: &str, message: &str) {
        assert_eq!(Places::of(&header(text), &["saving"]).unwrap_err().to_string(), message);
    }

    #[test]
    fn what_is_missing_or_doubled_is_named() {
        refused(
            "account,bucket,encryption,downloads",
            "header: region, uploads is missing; the columns are account, region, bucket, encryption, key, uploads, \
             downloads, object_bytes, requesters, existing_objects",
        );
        let whole = "account,region,bucket,encryption,uploads,downloads";
        refused(&format!("{whole},key,key"), "header: \"key\" is there twice");
        refused(
            &format!("{whole},saving"),
            "header: \"saving\" is a column of the output; name it otherwise",
        );
    }
}
