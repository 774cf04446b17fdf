//! What stands in the fields of a question before it is an answer.
//!
//! A draft holds whatever a person has put in, sensible or not, so that nothing is lost when it
//! cannot be read.

use huice_core::ir::{Fact, FactKind, OptionId, Unit};
use huice_core::{Answer, Date, Decimal, VecMap, number};
use huice_zh::input as zh;
use huice_zh::read::{Refusal, UntypedAnswer, read_answer_on};
use huice_zh::read::{is_letter, read_number, write_number};

/// The fields of one fact, whatever its kind. Those of other kinds stay empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// 不清楚.
    pub unsure: bool,
    /// Yes or no.
    pub yes: Option<bool>,
    /// The option of a choice.
    pub one: Option<OptionId>,
    /// The options of a set.
    pub many: Vec<OptionId>,
    /// 以上都不是.
    pub none: bool,
    /// The digits of a number.
    pub text: String,
    /// Year, month and day as in the selects; empty where nothing is chosen.
    pub date: [String; 3],
    /// 只知道年和月.
    pub coarse: bool,
    /// What is wrong with it, until it is changed.
    pub wrong: Option<String>,
}

/// A record that is being filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecordDraft {
    /// Which one it replaces; none for a new one.
    pub at: Option<usize>,
    /// One draft a field.
    pub fields: Vec<Draft>,
    /// 以上都不是, of a list.
    pub none: bool,
    /// Somebody wanted to go on before anything was chosen.
    pub too_early: bool,
}

/// One change of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// 不清楚 on or off.
    Unsure,
    /// Yes or no.
    Yes(bool),
    /// The option of a choice.
    One(OptionId),
    /// An option of a set, on or off.
    Many(OptionId),
    /// 以上都不是 on or off.
    NoneOf,
    /// The digits of a number.
    Text(String),
    /// A part of a day: 0 the year, 1 the month, 2 the day.
    Part(usize, String),
    /// 只知道年和月 on or off.
    Coarse,
    /// One more or one less.
    Step(bool),
}

impl Draft {
    /// The draft that shows an answer.
    #[must_use]
    pub fn of(fact: &Fact, answer: Option<&Answer>) -> Self {
        let mut draft = Self::default();
        match answer {
            // A form gives no spans.
            None | Some(Answer::Records(_) | Answer::NumberRange(_)) => {}
            Some(Answer::Unsure) => draft.unsure = true,
            Some(Answer::Bool(yes)) => draft.yes = Some(*yes),
            Some(Answer::Choice(option)) => draft.one = Some(*option),
            Some(Answer::Set(chosen)) => {
                draft.many.clone_from(chosen);
                draft.none = chosen.is_empty();
            }
            Some(Answer::Number(n)) => {
                if let FactKind::Number { unit, .. } = &fact.kind {
                    draft.text = write_number(*n, unit);
                }
            }
            Some(Answer::Date(range)) => {
                let (low, high) = (range.low, range.high);
                draft.coarse = low != high;
                let month = if low.month() == high.month() {
                    low.month().to_string()
                } else {
                    String::new()
                };
                let day = if low == high {
                    low.day().to_string()
                } else {
                    String::new()
                };
                draft.date = [low.year().to_string(), month, day];
            }
        }
        draft
    }

    /// Takes a change.
    pub fn change(&mut self, change: Change) {
        let unsure = self.unsure;
        self.unsure = false;
        self.wrong = None;
        match change {
            Change::Unsure => {
                *self = Self {
                    unsure: !unsure,
                    text: std::mem::take(&mut self.text),
                    ..Self::default()
                };
            }
            Change::Yes(yes) => self.yes = Some(yes),
            Change::One(option) => self.one = Some(option),
            Change::Many(option) => {
                self.none = false;
                toggle(&mut self.many, option);
            }
            Change::NoneOf => {
                self.many.clear();
                self.none = !self.none;
            }
            Change::Text(text) => self.text = text,
            Change::Part(at, value) => {
                if let Some(part) = self.date.get_mut(at) {
                    *part = value;
                }
                self.follow_the_month();
            }
            Change::Coarse => self.coarse = !self.coarse,
            Change::Step(up) => {
                let one = if up {
                    Decimal::ONE
                } else {
                    Decimal::NEGATIVE_ONE
                };
                let whole = Unit::Count(String::new());
                // The buttons count on whatever unit stands behind the digits.
                let digits = self.text.trim().trim_end_matches(is_letter);
                let now = read_number(digits, &whole).unwrap_or(Decimal::ZERO);
                let next = number::add(now, one).unwrap_or(now).max(Decimal::ZERO);
                self.text = number::format_decimal(next);
            }
        }
    }

    /// A day that its month does not have becomes the month's last.
    fn follow_the_month(&mut self) {
        let [year, month, day] = &mut self.date;
        let (Ok(y), Ok(m), Ok(d)) = (year.parse(), month.parse(), day.parse::<u8>()) else {
            return;
        };
        if Date::new(y, m, 1).is_some() {
            let last = (1..=d).rev().find(|d| Date::new(y, m, *d).is_some());
            *day = last.unwrap_or(1).to_string();
        }
    }

    /// Whether nothing has been put in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let dated = self.date.iter().any(|part| !part.is_empty());
        !self.unsure
            && self.yes.is_none()
            && self.one.is_none()
            && self.many.is_empty()
            && !self.none
            && self.text.trim().is_empty()
            && !dated
    }

    /// The answer, or in kind words what is missing or wrong. What can only lie in the past is not
    /// after the day of calculation.
    ///
    /// # Errors
    /// What to put right, for the person.
    pub fn read(&self, fact: &Fact, as_of: Date) -> Result<Answer, String> {
        if self.unsure {
            return Ok(Answer::Unsure);
        }
        let raw = match &fact.kind {
            FactKind::Bool { .. } => match self.yes {
                Some(yes) => return Ok(Answer::Bool(yes)),
                None => return Err("请选一个；不知道就选“不清楚”".into()),
            },
            FactKind::Choice(options) => match self.one {
                Some(one) if usize::from(one) < options.len() => return Ok(Answer::Choice(one)),
                Some(_) | None => return Err("请选一项；不知道就选“不清楚”".into()),
            },
            FactKind::Set(_) => {
                if self.many.is_empty() && !self.none {
                    return Err("请选一项；都不是就选“以上都不是”".into());
                }
                return Ok(Answer::Set(self.many.clone()));
            }
            FactKind::Number { .. } if self.text.trim().is_empty() => {
                return Err("还没有填；不知道就选“不清楚”".into());
            }
            FactKind::Number { .. } => UntypedAnswer::Text(self.text.clone()),
            FactKind::Date => UntypedAnswer::Text(self.day()?),
            FactKind::Records { .. } => return Ok(Answer::Records(Vec::new())),
        };
        read_answer_on(fact, as_of, &raw, &fact.id).map_err(|error| match error.refusal {
            Refusal::Number(error, unit, limits) => zh::number(error, &unit, limits),
            refused @ (Refusal::Date(_) | Refusal::Future(_)) => zh::refusal(&refused),
            _ => "请再看看这一项".into(),
        })
    }

    fn day(&self) -> Result<String, String> {
        let [year, month, day] = &self.date;
        let number = |text: &String| text.parse::<u16>().ok();
        match (number(year), number(month), number(day)) {
            (None, ..) => Err("请选年份；不知道就选“不清楚”".into()),
            (Some(y), None, _) if self.coarse => Ok(format!("{y:04}")),
            (Some(y), Some(m), _) if self.coarse => Ok(format!("{y:04}-{m:02}")),
            (Some(_), None, _) => Err("请选月份；只记得年份，就勾上“只知道年和月”".into()),
            (Some(_), Some(_), None) => Err("请选几号；不记得哪天，就勾上“只知道年和月”".into()),
            (Some(y), Some(m), Some(d)) => Ok(format!("{y:04}-{m:02}-{d:02}")),
        }
    }
}

/// Whether a field says of what kind a record is: something is picked in it.
pub fn is_picked(fact: &Fact) -> bool {
    matches!(fact.kind, FactKind::Choice(_) | FactKind::Set(_))
}

/// What has been picked in a record that is being filled in. What is written does not count yet: the
/// first digit of a number must not take other fields away, nor the one that it is written in.
pub fn picked(fields: &[Fact], drafts: &[Draft], as_of: Date) -> VecMap<Answer> {
    let mut record = VecMap::new();
    let all = fields.iter().zip(drafts).zip(0u16..);
    for ((fact, draft), at) in all.filter(|((fact, _), _)| is_picked(fact)) {
        match draft.read(fact, as_of) {
            Ok(answer) if !draft.is_empty() => record.insert(at, answer),
            Ok(_) | Err(_) => {}
        }
    }
    record
}

/// Reads a record from the drafts of its fields, of which those that are `shown` are asked; a field
/// left empty stays unknown. Nothing comes of a record in which nothing has been put in, or something that cannot be
/// read: what to put right stands in the draft.
pub fn read_record(
    fields: &[Fact],
    drafts: &mut [Draft],
    shown: &[u16],
    as_of: Date,
) -> Option<VecMap<Answer>> {
    let mut record = VecMap::new();
    for ((fact, draft), at) in fields.iter().zip(&mut *drafts).zip(0u16..) {
        draft.wrong = None;
        if draft.is_empty() {
            continue;
        }
        match draft.read(fact, as_of) {
            Ok(answer) => record.insert(at, answer),
            Err(say) => draft.wrong = Some(say),
        }
    }
    if drafts.iter().all(Draft::is_empty)
        && let Some(first) = shown
            .first()
            .and_then(|at| drafts.get_mut(usize::from(*at)))
    {
        first.wrong = Some("至少填一项；不想记了，就点“不要了”".into());
    }
    let good = drafts.iter().all(|draft| draft.wrong.is_none());
    good.then_some(record)
}

/// Takes an item out of a list in order, or puts it in.
pub fn toggle<T: Ord>(list: &mut Vec<T>, item: T) {
    match list.binary_search(&item) {
        Ok(at) => drop(list.remove(at)),
        Err(at) => list.insert(at, item),
    }
}
