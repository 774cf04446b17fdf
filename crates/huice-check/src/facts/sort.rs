//! The types of facts, and the keys that each has.

/// The kinds of facts.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Sort {
    Bool,
    Choice,
    Set,
    Integer,
    Money,
    Percent,
    Date,
    Records,
}

pub(crate) const SORTS: [(&str, Sort); 8] = [
    ("bool", Sort::Bool),
    ("choice", Sort::Choice),
    ("set", Sort::Set),
    ("integer", Sort::Integer),
    ("money", Sort::Money),
    ("percent", Sort::Percent),
    ("date", Sort::Date),
    ("records", Sort::Records),
];

pub(crate) fn keys_of(sort: Sort) -> &'static [&'static str] {
    match sort {
        Sort::Bool => &["yes", "no"],
        Sort::Choice | Sort::Set => &["options", "former_options"],
        Sort::Integer | Sort::Money => &["unit", "min", "max", "named", "nothing"],
        Sort::Percent => &["min", "max", "named", "nothing"],
        Sort::Date => &[],
        Sort::Records => &["item", "fields"],
    }
}
