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
