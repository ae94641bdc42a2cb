//! An input that is known, or assumed.

/// An input that was given, or the default that stands in for it.
///
/// Assumed is not known: whatever shows the figure shows that it was assumed
/// (see [`Workload::assumed`](crate::Workload::assumed)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Assumable<T> {
    /// Nobody said; this is the stated default.
    Assumed(T),
    /// Somebody said so.
    Given(T),
}

impl<T> Assumable<T> {
    /// The value, whoever chose it.
    pub fn get(&self) -> &T {
        match self {
            Assumable::Assumed(value) | Assumable::Given(value) => value,
        }
    }

    /// Whether nobody chose it.
    pub fn is_assumed(&self) -> bool {
        matches!(self, Assumable::Assumed(_))
    }
}

impl<T: Copy> Assumable<T> {
    /// The value, whoever chose it.
    pub fn value(&self) -> T {
        *self.get()
    }
}
