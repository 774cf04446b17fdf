//! What there is before anything is answered: places, documents, facts and policies.

use crate::terms::{Beneficiary, Kind, Role, Strength, Verdict};
use crate::{Fact, day, instrument, instrument_id};
use huice_core::ir::{self, Citation, Law, LostItem};
use huice_zh::words;
use serde::Serialize;

/// A place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place<'l> {
    /// GB/T 2260 code.
    pub code: &'l str,
    /// Its name.
    pub name: &'l str,
    /// Its name in letters; may be empty.
    pub pinyin: &'l str,
    /// Code of the place that contains it.
    pub within: Option<&'l str>,
    /// Whether a document applies here.
    pub covered: bool,
}

/// Every place, and which files hold its law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Index<'l> {
    /// Two indexes of one version hold the same law.
    pub version: &'l str,
    /// The places, in the order of their codes.
    pub places: Vec<IndexPlace<'l>>,
}

/// A place of the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IndexPlace<'l> {
    /// The place.
    #[serde(flatten)]
    pub place: Place<'l>,
    /// Names of the files of its law, beside the index; empty if no document applies.
    pub files: Vec<&'l str>,
}

/// A citation: document, clause and sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cite<'l> {
    /// In words: document and clause.
    pub cite: String,
    /// Id of the document.
    pub document: &'l str,
    /// The clause.
    pub clause: String,
    /// The sentence in it; may be empty.
    pub sentence: String,
}

impl<'l> Cite<'l> {
    /// A citation.
    #[must_use]
    pub fn new(law: &'l Law, cite: &Citation) -> Self {
        let document = law.documents.get(usize::from(cite.document));
        Self {
            cite: words::cite(law, cite),
            document: document.map_or("", |document| document.id.as_str()),
            clause: cite.clause.clone(),
            sentence: cite.sentence.clone(),
        }
    }
}

/// One thing that the law gives, promises or demands, whoever asks. Of an item whose text is lost,
/// strength, kind and beneficiary are `null`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Policy<'l> {
    /// Stable id.
    pub id: &'l str,
    /// Official title.
    pub title: String,
    /// One plain line.
    pub summary: &'l str,
    /// How strong the claim.
    pub strength: Option<Strength>,
    /// Who receives it.
    pub beneficiary: Option<Beneficiary>,
    /// Who looks for it.
    pub roles: Vec<Role>,
    /// What sort of thing is given.
    pub kind: Option<Kind>,
    /// What is fixed but not a sum.
    pub terms: Vec<Term<'l>>,
    /// When it is in force.
    pub valid: Valid<'l>,
    /// Its citation.
    #[serde(flatten)]
    pub cite: Cite<'l>,
    /// A step that the text takes for granted; may be empty.
    pub prerequisite: &'l str,
    /// What to know about it; may be empty.
    pub note: &'l str,
    /// Which fund pays; may be empty.
    pub fund: &'l str,
    /// The policy of a wider place that this one restates: one grant with two sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restates: Option<&'l str>,
    /// The policy that restates this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub restated_by: Option<&'l str>,
    /// Only of a lost item: whether a part of the text is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<bool>,
    /// Only of a lost item: the offices responsible, where their names are left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub units: Option<&'l str>,
}

impl<'l> Policy<'l> {
    /// A policy, by its position; `None` if there is no such policy.
    #[must_use]
    pub fn new(law: &'l Law, position: u16) -> Option<Self> {
        let own = instrument(law, position)?;
        let term = |term: &'l ir::Term| Term {
            label: &term.label,
            text: words::number(term.value, &term.unit),
            cite: Cite::new(law, &term.cite),
        };
        let id = |position| instrument_id(law, position);
        Some(Self {
            id: &own.id,
            title: own.title.clone(),
            summary: &own.summary,
            strength: Some(own.strength.into()),
            beneficiary: Some(own.beneficiary.into()),
            roles: own.roles.iter().map(|role| (*role).into()).collect(),
            kind: Some(own.kind.into()),
            terms: own.terms.iter().map(term).collect(),
            valid: Valid::new(law, own),
            cite: Cite::new(law, &own.cite),
            prerequisite: &own.prerequisite,
            note: &own.note,
            fund: &own.fund,
            restates: own.restates.and_then(id),
            restated_by: law.restated_by(position).and_then(id),
            part: None,
            units: None,
        })
    }

    /// An item whose text is lost.
    #[must_use]
    pub fn lost(law: &'l Law, item: &'l LostItem) -> Self {
        let cite = Citation {
            document: item.document,
            clause: item.clause.clone(),
            sentence: String::new(),
        };
        Self {
            id: &item.id,
            title: words::missing_title(item),
            summary: words::missing(item),
            strength: None,
            beneficiary: None,
            roles: Vec::new(),
            kind: None,
            terms: Vec::new(),
            valid: Valid::lost(law, item),
            cite: Cite::new(law, &cite),
            prerequisite: "",
            note: "",
            fund: "",
            restates: None,
            restated_by: None,
            part: Some(item.part),
            units: Some(&item.units),
        }
    }

    /// Every policy in the law's order, then every item whose text is lost.
    #[must_use]
    pub fn all(law: &'l Law) -> Vec<Self> {
        let own = (0u16..).zip(&law.instruments);
        let own = own.filter_map(|(position, _)| Self::new(law, position));
        let lost = law.missing.iter().map(|item| Self::lost(law, item));
        own.chain(lost).collect()
    }
}

/// A policy in the list of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListedPolicy<'l> {
    /// The policy.
    #[serde(flatten)]
    pub policy: Policy<'l>,
    /// `text_missing` where the text is lost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
}

impl<'l> ListedPolicy<'l> {
    /// Every policy and every lost item.
    #[must_use]
    pub fn all(law: &'l Law) -> Vec<Self> {
        let listed = |policy: Policy<'l>| Self {
            verdict: policy.part.map(|_| Verdict::TextMissing),
            policy,
        };
        Policy::all(law).into_iter().map(listed).collect()
    }
}

/// Something fixed that is not a sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Term<'l> {
    /// What it is.
    pub label: &'l str,
    /// Its value, with its unit.
    pub text: String,
    /// Its citation.
    #[serde(flatten)]
    pub cite: Cite<'l>,
}

/// When something is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Valid<'l> {
    /// First day; the latest day of issue where the clause states no first day.
    pub from: Option<String>,
    /// Last day; `null` where no end is stated.
    pub until: Option<String>,
    /// When the rules were last checked against the text.
    pub last_checked: Option<String>,
    /// What replaced the clause or its whole document; `null` while it is in force.
    pub superseded: Option<Succession<'l>>,
    /// What the clause or its whole document replaced.
    pub amends: Vec<Succession<'l>>,
}

impl<'l> Valid<'l> {
    /// The validity of an instrument.
    fn new(law: &'l Law, own: &'l ir::Instrument) -> Self {
        let whole = Self::of(law, own.cite.document, &own.cite.clause);
        Self {
            from: own.from.map(day).or(whole.from),
            until: own.until.map(day).or(whole.until),
            ..whole
        }
    }

    /// The validity of an item whose text is lost.
    fn lost(law: &'l Law, item: &'l LostItem) -> Self {
        Self::of(law, item.document, &item.clause)
    }

    /// The validity of a clause that states nothing itself.
    fn of(law: &'l Law, document: ir::DocumentId, clause: &'l str) -> Self {
        let document = law.documents.get(usize::from(document));
        let amends = document.into_iter().flat_map(|d| d.amended_by(clause));
        Self {
            from: document.map(|d| day(d.issued_latest)),
            until: document.and_then(|d| d.until).map(day),
            last_checked: document.map(|d| day(d.checked)),
            superseded: document.and_then(|d| d.end_of(clause)).map(Succession::new),
            amends: amends.map(Succession::new).collect(),
        }
    }
}

/// Which clause of which document gave way to which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Succession<'l> {
    /// The clause of this document; empty for the whole document.
    pub clause: &'l str,
    /// First day on which the older text no longer holds.
    pub from: String,
    /// The other document; `null` if nothing replaced this one.
    pub other: Option<DocumentName<'l>>,
    /// Its clause; empty for the whole of it. Where only the newer one is empty, the clause ended and
    /// no other took its place.
    pub other_clause: &'l str,
}

/// A document as another names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DocumentName<'l> {
    /// Its id; empty if the rules do not have it.
    pub id: &'l str,
    /// Official title.
    pub title: &'l str,
    /// 文号; may be empty.
    pub number: &'l str,
}

impl<'l> Succession<'l> {
    fn new(own: &'l ir::Succession) -> Self {
        let name = |name: &'l ir::DocumentName| DocumentName {
            id: &name.id,
            title: &name.title,
            number: &name.number,
        };
        Self {
            clause: &own.clause,
            from: day(own.from),
            other: own.other.as_ref().map(name),
            other_clause: &own.other_clause,
        }
    }
}

/// A document of law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Document<'l> {
    /// Its id.
    pub id: &'l str,
    /// Official title.
    pub title: &'l str,
    /// 文号; may be empty.
    pub number: &'l str,
    /// Who issued it.
    pub issuer: &'l str,
    /// The earliest day on which it can have been issued.
    pub issued_earliest: String,
    /// The latest such day; the same where the day is known.
    pub issued_latest: String,
    /// Last day in force; `null` where no end is stated.
    pub until: Option<String>,
    /// When the rules were last checked against the text.
    pub checked: String,
    /// What of it no longer holds, in the order of days.
    pub ended: Vec<Succession<'l>>,
    /// What of other documents it took the place of, in the order of days.
    pub amends: Vec<Succession<'l>>,
}

impl<'l> Document<'l> {
    /// A document.
    #[must_use]
    pub fn new(own: &'l ir::Document) -> Self {
        Self {
            id: &own.id,
            title: &own.title,
            number: &own.number,
            issuer: &own.issuer,
            issued_earliest: day(own.issued_earliest),
            issued_latest: day(own.issued_latest),
            until: own.until.map(day),
            checked: day(own.checked),
            ended: own.ended.iter().map(Succession::new).collect(),
            amends: own.amends.iter().map(Succession::new).collect(),
        }
    }
}

/// The law of a place before anything is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contents<'l> {
    /// Code of the place.
    pub place: &'l str,
    /// Its name.
    pub place_name: &'l str,
    /// The documents that apply.
    pub documents: Vec<Document<'l>>,
    /// What may be asked, in the order of topics.
    pub facts: Vec<Fact<'l>>,
    /// Every policy in the law's order, then every item whose text is lost.
    pub policies: Vec<Policy<'l>>,
}

impl<'l> Contents<'l> {
    /// The law of a place.
    #[must_use]
    pub fn new(law: &'l Law) -> Self {
        Self {
            place: &law.place,
            place_name: &law.place_name,
            documents: law.documents.iter().map(Document::new).collect(),
            facts: law.facts.iter().map(|fact| Fact::new(law, fact)).collect(),
            policies: Policy::all(law),
        }
    }
}
