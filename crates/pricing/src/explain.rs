//! Which input drives the Bucket Key figure most, and how its range would narrow.

use crate::bill::Usage;
use crate::bucket_key::{BucketKey, BucketKeyModel};
use crate::display::{count, seconds};
use crate::read_back::ReadBack;
use crate::{Assumable, EncryptionOption, Result, Workload};

/// What drives the number of calls that an S3 Bucket Key leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The input that drives it most, by its name in the JSON; `None` where the calls were measured or a percentage was given.
    pub driver: Option<&'static str>,
    /// Two sentences: which input drives the figure most, and how the range would narrow.
    pub text: String,
}

/// Says what drives the Bucket Key figure of a workload.
///
/// Each input of the model is set to half and to twice its value (what is read: to all young and to all a month old), and the
/// one that moves the typical number of calls furthest is named.
///
/// # Errors
/// An input out of its range.
pub fn explain(workload: &Workload) -> Result<Explanation> {
    workload.check()?;
    match &workload.bucket_key {
        BucketKey::Measured(_) => Ok(Explanation {
            driver: None,
            text: "The calls were measured, so the figure has no range. It holds as long as the traffic stays as it was."
                .to_owned(),
        }),
        BucketKey::Reduction(saved) => Ok(Explanation {
            driver: None,
            text: format!(
                "The figure is as good as the {saved} that were given for it: AWS says \"up to 99 percent\", for traffic that \
                 suits it. Measured calls, or the traffic itself (requesters and what is read back), would replace the guess."
            ),
        }),
        BucketKey::Model(model) => of_model(workload, model),
    }
}

fn of_model(workload: &Workload, model: &BucketKeyModel) -> Result<Explanation> {
    let range = calls(workload, model)?;
    let mut furthest: Option<(Swing, u64, u64)> = None;
    for swing in swings(model) {
        let (less, more) = (calls(workload, &swing.less)?.1, calls(workload, &swing.more)?.1);
        if furthest.as_ref().is_none_or(|(_, a, b)| less.abs_diff(more) > a.abs_diff(*b)) {
            furthest = Some((swing, less, more));
        }
    }
    let Some((swing, less, more)) = furthest.filter(|(_, less, more)| less != more) else {
        let text = "No input changes the figure: there is too little traffic for a Bucket Key to save or to lose anything. \
                    There is no range to narrow.";
        return Ok(Explanation { driver: None, text: text.to_owned() });
    };
    let (low, _, high) = range;
    let narrow = if low == high {
        "There is no range to narrow: nothing is read.".to_owned()
    } else {
        format!(
            "The range of {} to {} calls is all about reads, which either find their bucket-level key or do not: count the \
             calls in CloudTrail for a day, and give them as measured, to leave a single figure.",
            count(low),
            count(high)
        )
    };
    let text = format!(
        "The figure depends most on {}: with {} it would be {} calls, with {} it would be {}. {narrow}",
        swing.what,
        swing.low_says,
        count(less),
        swing.high_says,
        count(more),
    );
    Ok(Explanation { driver: Some(swing.field), text })
}

/// An input of the model at two other values.
struct Swing {
    field: &'static str,
    what: &'static str,
    less: BucketKeyModel,
    low_says: String,
    more: BucketKeyModel,
    high_says: String,
}

fn swings(model: &BucketKeyModel) -> Vec<Swing> {
    let with = |change: &dyn Fn(&mut BucketKeyModel)| {
        let mut changed = model.clone();
        change(&mut changed);
        changed
    };
    let half = |value: u64| (value / 2).max(1);
    let requesters = model.requesters.value();
    let window = model.window_seconds.value();
    let hours = model.active_hours.value();
    let twice = |value: u64, most: u64| value.saturating_mul(2).min(most);
    let set = Assumable::Given::<u64>;
    let (few, many) = (half(requesters), twice(requesters, 1_000_000));
    let (short, long) = (half(window), twice(window, 86_400));
    let (rare, often) = (half(hours), twice(hours, 744));
    let read = |seconds: u64| ReadBack::within("bucketKey.readBack", seconds).map(Assumable::Given);
    let mut swings = vec![
        Swing {
            field: "bucketKey.requesters",
            what: "how many requesters there are",
            less: with(&|model| model.requesters = set(few)),
            low_says: count(few),
            more: with(&|model| model.requesters = set(many)),
            high_says: count(many),
        },
        Swing {
            field: "bucketKey.windowSeconds",
            what: "how long S3 keeps a bucket-level key, which AWS does not publish",
            less: with(&|model| model.window_seconds = set(short)),
            low_says: seconds(short),
            more: with(&|model| model.window_seconds = set(long)),
            high_says: seconds(long),
        },
        Swing {
            field: "bucketKey.activeHours",
            what: "the hours of the month with traffic",
            less: with(&|model| model.active_hours = set(rare)),
            low_says: count(rare),
            more: with(&|model| model.active_hours = set(often)),
            high_says: count(often),
        },
    ];
    if let (Ok(young), Ok(old)) = (read(300), read(30 * 86_400)) {
        swings.push(Swing {
            field: "bucketKey.readBack",
            what: "how old the objects are that are read",
            less: with(&|model| model.read_back = young.clone()),
            low_says: "all of them written within 5 min".to_owned(),
            more: with(&|model| model.read_back = old.clone()),
            high_says: "all of them written within 30 d".to_owned(),
        });
    }
    swings
}

/// Low, typical and high calls with another model.
fn calls(workload: &Workload, model: &BucketKeyModel) -> Result<(u64, u64, u64)> {
    let changed = Workload { bucket_key: BucketKey::Model(model.clone()), ..workload.clone() };
    let calls = Usage::of(&changed)?.calls(&changed, EncryptionOption::SseKmsBucketKey)?;
    Ok((calls.low.total(), calls.typical.total(), calls.high.total()))
}
