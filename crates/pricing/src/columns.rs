//! The format of a price file, once for the library and for `build.rs`, which includes this file.

/// Lines above the table, each written `# field: value`.
pub(crate) const PREAMBLE: [&str; 3] = ["published", "currency", "source"];

/// Prices that are the same in every Region, above the table like the preamble, each with the name of its field.
pub(crate) const EVERYWHERE: [&str; 2] = ["s3_batch_job", "s3_batch_object"];

/// Columns that name the Region.
pub(crate) const NAMES: [&str; 2] = ["region", "name"];

/// Columns of prices behind them, each with the field of `RegionPrices` that it fills, in the order of the fields.
pub(crate) const PRICES: [(&str, &str); 11] = [
    ("kms_key_month", "kms_key"),
    ("kms_request", "kms_request"),
    ("dsse_write_gb", "dsse_write"),
    ("dsse_read_gb", "dsse_read"),
    ("s3_storage_gb_month_to_50_tb", "storage_to_50_tb"),
    ("s3_storage_gb_month_to_500_tb", "storage_to_500_tb"),
    ("s3_storage_gb_month_beyond", "storage_beyond"),
    ("s3_put_request", "s3_put"),
    ("s3_get_request", "s3_get"),
    ("cloudtrail_management_event", "cloudtrail_management_event"),
    ("cloudtrail_data_event", "cloudtrail_data_event"),
];
