//! The keys of rule files, each set once. The checker reads no others; schemas and editors take them
//! from here.

/// Of a clause file.
pub const CLAUSE_FILE: &[&str] = &["clause", "heading", "offices", "definitions", "instruments"];
/// Of a definition.
pub const DEFINITION: &[&str] = &["id", "title", "cite", "holds"];
/// Of an instrument.
pub const INSTRUMENT: &[&str] = &[
    "id", "restates", "title", "plain", "summary", "kind", "to", "roles", "strength", "cite",
    "fund", "upon", "valid", "eligible", "amount", "params", "terms", "readings", "excludes",
    "replaces", "goals", "note", "paid", "loan", "examples",
];
/// Of `valid`.
pub const VALID: &[&str] = &["from", "until"];
/// Of an amount.
pub const AMOUNT: &[&str] = &["let", "value", "at most", "text"];
/// Of a step of `let`.
pub const STEP: &[&str] = &["name", "label", "value", "unit"];
/// Of a parameter.
pub const PARAM: &[&str] = &["value", "figure", "cite", "label"];
/// Of a term.
pub const TERM: &[&str] = &["label", "value", "figure", "cite"];
/// Of a reading.
pub const READING: &[&str] = &["about", "ours", "other", "eligible", "amount", "weight"];
/// What a condition is: exactly one of these.
pub const CONDITION_FORMS: &[&str] = &[
    "all", "any", "not", "unless", "use", "judge", "open", "when",
];
/// What a condition may have besides.
pub const CONDITION_WORDS: &[&str] = &["say", "cite"];
/// Of `paid`.
pub const PAID: &[&str] = &["monthly", "yearly", "from"];
/// Of `loan`.
pub const LOAN: &[&str] = &[
    "limit",
    "term",
    "share",
    "share rate",
    "share months",
    "share principal",
    "guarantee",
    "helps",
];
/// Of an example.
pub const EXAMPLE: &[&str] = &[
    "name", "as_of", "answers", "verdict", "amount", "when", "reading",
];
/// Of a `document.yaml`.
pub const DOCUMENT: &[&str] = &[
    "id",
    "title",
    "number",
    "issuer",
    "applies",
    "issued",
    "from",
    "until",
    "superseded_by",
    "repealed",
    "amends",
    "checked",
    "source",
    "missing",
    "administrative",
];
/// Of `issued`, where the day is not known.
pub const ISSUED: &[&str] = &["earliest", "latest"];
/// Of `superseded_by`.
pub const SUPERSEDED: &[&str] = &["document", "title", "number", "from"];
/// Of one of `amends`.
pub const AMENDS: &[&str] = &["document", "clause", "by", "from"];
/// Of one of `missing`.
pub const MISSING: &[&str] = &["item", "clause", "units", "part"];
/// Of one of `administrative`.
pub const ADMINISTRATIVE: &[&str] = &["clause", "why"];
/// Of `places.yaml`.
pub const PLACES_FILE: &[&str] = &["places"];
/// Of a place.
pub const PLACE: &[&str] = &[
    "code", "name", "pinyin", "within", "covered", "hotlines", "portal",
];
/// Of a hotline.
pub const HOTLINE: &[&str] = &["number", "name"];
/// Of `terms.yaml`.
pub const TERMS_FILE: &[&str] = &["terms"];
/// Of a file of facts.
pub const FACTS_FILE: &[&str] = &["topic", "facts", "lists", "phone"];
/// Of every fact and of every field of records.
pub const FACT: &[&str] = &[
    "id",
    "type",
    "ask",
    "label",
    "help",
    "change",
    "knows",
    "asked_of",
    "past",
    "how_common",
];
/// Of facts, beyond what fields have.
pub const OUTER_FACT: &[&str] = &["judgement", "place", "follows", "contradicts", "formerly"];
/// Of facts of some type: all of them.
pub const FACT_OF_A_TYPE: &[&str] = &[
    "yes",
    "no",
    "options",
    "former_options",
    "unit",
    "min",
    "max",
    "named",
    "nothing",
    "item",
    "fields",
];
/// Of `change`.
pub const CHANGE: &[&str] = &["do", "ask", "from", "to"];
/// Of one of `follows`.
pub const FOLLOWS: &[&str] = &["value", "when", "say"];
/// Of one of `contradicts`.
pub const CONTRADICTS: &[&str] = &["when", "say"];
/// Of one of `lists`.
pub const LIST: &[&str] = &["ask", "unticked", "profile", "of"];
/// Of a row of a list.
pub const ROW: &[&str] = &["fact", "item"];
/// Of `goals.yaml`.
pub const GOALS_FILE: &[&str] = &["goals"];
/// Of a goal.
pub const GOAL: &[&str] = &["id", "label", "roles", "kinds", "nowhere"];
/// Of one of `nowhere`.
pub const NOWHERE: &[&str] = &["place", "why"];
/// Of one of `phone`.
pub const PHONE: &[&str] = &["fact", "yes", "no", "value"];
