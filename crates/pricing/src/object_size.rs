//! How large the objects are: one size, or a few with shares.

use crate::{Error, Percent, Result};

/// The largest object: 10,000 parts of 5 GiB, S3's limits for a multipart upload (48.8 TiB, the 50 TB of AWS's text).
pub const MAX_OBJECT_BYTES: u64 = 10_000 * 5 * (1 << 30);

/// Objects of one size, and their share of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SizeClass {
    /// Bytes of each object, from 1 to [`MAX_OBJECT_BYTES`].
    pub bytes: u64,
    /// The share of all objects.
    pub share: Percent,
}

/// The sizes of a workload's objects; the shares make 100 %.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ObjectSizes(Sizes);

/// One size is the usual case, and takes no memory of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Sizes {
    One([SizeClass; 1]),
    Several(Vec<SizeClass>),
}

impl ObjectSizes {
    /// Every object has the same size.
    ///
    /// # Errors
    /// 0 bytes, or more than [`MAX_OBJECT_BYTES`].
    pub fn one(bytes: u64) -> Result<ObjectSizes> {
        check(bytes)?;
        Ok(ObjectSizes(Sizes::One([SizeClass { bytes, share: Percent::HUNDRED }])))
    }

    /// A few sizes, smallest first once they are made.
    ///
    /// # Errors
    /// A size out of range, a size given twice, or shares that do not make 100 %.
    pub fn new(given: Vec<SizeClass>) -> Result<ObjectSizes> {
        given.iter().try_for_each(|class| check(class.bytes))?;
        if let [SizeClass { bytes, share: Percent::HUNDRED }] = *given {
            return ObjectSizes::one(bytes);
        }
        // A handful: inserting each at its place takes a tenth of the code of a sort, which counts on the page.
        let mut classes: Vec<SizeClass> = Vec::with_capacity(given.len());
        for class in given {
            let place = classes.partition_point(|other| other.bytes <= class.bytes);
            classes.insert(place, class);
        }
        let whole: u64 = classes.iter().map(|class| u64::from(class.share.millionths())).sum();
        let twice = classes.windows(2).any(|pair| matches!(pair, [a, b] if a.bytes == b.bytes));
        if twice || whole != u64::from(Percent::HUNDRED.millionths()) {
            let value = classes.iter().map(|class| format!("{}B:{}", class.bytes, class.share));
            let value = value.collect::<Vec<_>>().join(",");
            return Err(Error::invalid(
                "objectSize",
                value,
                "sizes, each once, with shares of 100 % together",
            ));
        }
        Ok(ObjectSizes(Sizes::Several(classes)))
    }

    /// The sizes, smallest first.
    #[must_use]
    pub fn classes(&self) -> &[SizeClass] {
        match &self.0 {
            Sizes::One(class) => class,
            Sizes::Several(classes) => classes,
        }
    }

    /// The size, where there is only one.
    #[must_use]
    pub fn single(&self) -> Option<u64> {
        match &self.0 {
            Sizes::One([class]) => Some(class.bytes),
            Sizes::Several(_) => None,
        }
    }

    /// Splits a number of objects over the sizes. The parts sum up to the number: each class ends where the shares so far,
    /// rounded half up, end.
    pub(crate) fn split(&self, objects: u64) -> impl Iterator<Item = (u64, u64)> + '_ {
        let mut share = 0_u32;
        let mut ended = 0_u64;
        self.classes().iter().map(move |class| {
            share = share.saturating_add(class.share.millionths());
            let end = Percent::from_millionths(share).of(objects);
            let count = end.saturating_sub(ended);
            ended = end;
            (class.bytes, count)
        })
    }
}

fn check(bytes: u64) -> Result<()> {
    if (1..=MAX_OBJECT_BYTES).contains(&bytes) {
        return Ok(());
    }
    Err(Error::invalid("objectSize", bytes, "a number of bytes from 1 to 53,687,091,200,000 (48.8 TiB)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(bytes: u64, percent: u32) -> SizeClass {
        SizeClass { bytes, share: Percent::whole("share", percent).unwrap() }
    }

    #[test]
    fn a_split_keeps_every_object() {
        let sizes = ObjectSizes::new(vec![class(3, 34), class(1, 33), class(2, 33)]).unwrap();
        for objects in [0, 1, 2, 3, 10, 1_000_001] {
            let counts: Vec<_> = sizes.split(objects).collect();
            assert_eq!(counts.iter().map(|(_, count)| count).sum::<u64>(), objects);
            assert_eq!(counts.iter().map(|(bytes, _)| *bytes).collect::<Vec<_>>(), [1, 2, 3]);
        }
        assert_eq!(sizes.split(100).map(|(_, count)| count).collect::<Vec<_>>(), [33, 33, 34]);
    }

    #[test]
    fn shares_make_a_whole() {
        assert!(ObjectSizes::new(vec![class(1, 50), class(2, 49)]).is_err());
        assert!(ObjectSizes::new(vec![class(1, 50), class(1, 50)]).is_err());
        assert!(ObjectSizes::new(vec![]).is_err());
        assert!(ObjectSizes::new(vec![class(0, 100)]).is_err());
        assert_eq!(ObjectSizes::new(vec![class(7, 100)]).unwrap().single(), Some(7));
    }
}
