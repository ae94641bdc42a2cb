//! Low, typical, high.

/// A figure that depends on something AWS does not publish. Where nothing is unknown, all three are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Range<T> {
    /// As little as it can be.
    pub low: T,
    /// What the assumptions say.
    pub typical: T,
    /// As much as it can be.
    pub high: T,
}

impl<T: Copy> Range<T> {
    /// Nothing unknown.
    pub const fn exactly(figure: T) -> Range<T> {
        Range { low: figure, typical: figure, high: figure }
    }

    /// The same function of each of the three.
    pub fn map<R>(self, mut each: impl FnMut(T) -> R) -> Range<R> {
        Range { low: each(self.low), typical: each(self.typical), high: each(self.high) }
    }
}

impl<T: PartialEq> Range<T> {
    /// Whether there is nothing unknown in it.
    pub fn is_exact(&self) -> bool {
        self.low == self.typical && self.typical == self.high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_exact_where_all_three_are_the_same() {
        for (low, typical, high, exact) in
            [(1, 1, 1, true), (1, 1, 2, false), (1, 2, 2, false), (1, 2, 3, false)]
        {
            assert_eq!(Range { low, typical, high }.is_exact(), exact, "{low} {typical} {high}");
        }
    }
}
