//! The fields of the screen: what stands in them before it is an answer.

use super::Effect;
use crate::draft::{Change, Draft, RecordDraft};
use crate::loan;

/// The fields of the screen.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The search field of the places.
    pub search: String,
    /// The fields of the question.
    pub draft: Draft,
    /// The record that is being filled in, or the rows of a list.
    pub record: Option<RecordDraft>,
    /// Whether something was put into the form that is shown, and not taken as an answer yet.
    pub(super) touched: bool,
    /// Forms that were left before they were done, by the names of their questions; see
    /// [`crate::unfinished`].
    pub unfinished: Vec<(String, String)>,
    /// The day that is being chosen.
    pub day: Option<Draft>,
    /// What is wrong with the place, the roles or the day.
    pub wrong: Option<String>,
    /// The loan that is being computed.
    pub loan: loan::Form,
}

/// Something is put into a field.
#[derive(Debug, Clone)]
pub enum FormAction {
    /// A field of the question changed.
    Edit(Change),
    /// A field of the record changed, or a row of the list.
    EditField(usize, Change),
    /// 以上都不是 of a list, on or off.
    NoneOf,
    /// The record is not wanted.
    DropRecord,
    /// A field of the loan changed.
    Loan(loan::Change),
}

impl Form {
    /// Takes an action; what is to be done outside comes back.
    pub fn reduce(&mut self, action: FormAction) -> Vec<Effect> {
        match action {
            FormAction::Loan(change) => self.loan.change(change),
            FormAction::Edit(change) => {
                self.draft.change(change);
                return self.touch();
            }
            FormAction::EditField(at, change) => {
                self.edit_field(at, change);
                return self.touch();
            }
            FormAction::NoneOf => {
                self.none_of();
                return self.touch();
            }
            FormAction::DropRecord => {
                self.record = None;
                self.touched = false;
                return vec![Effect::Focus("h".into())];
            }
        }
        Vec::new()
    }

    /// Something was put into the form: it is kept from now on.
    fn touch(&mut self) -> Vec<Effect> {
        self.touched = true;
        vec![Effect::Save]
    }

    fn edit_field(&mut self, at: usize, change: Change) {
        if let Some(record) = &mut self.record
            && let Some(field) = record.fields.get_mut(at)
        {
            field.change(change);
            record.none = false;
            record.too_early = false;
        }
    }

    /// 以上都不是: on, it takes every other choice of the list away.
    fn none_of(&mut self) {
        if let Some(record) = &mut self.record {
            record.none = !record.none;
            record.too_early = false;
            if record.none {
                let each = record.fields.iter_mut();
                each.for_each(|field| *field = Draft::default());
            }
        }
    }

    /// Says what is wrong with the question, where the focus goes.
    pub(super) fn refuse(&mut self, why: String) -> Vec<Effect> {
        self.draft.wrong = Some(why);
        vec![Effect::Focus("wrong".into())]
    }

    /// The day of calculation is chosen, beginning with this one, or not after all.
    pub(super) fn open_day(&mut self, as_of: huice_core::Date) {
        self.day = match self.day {
            Some(_) => None,
            None => Some(Draft {
                date: [
                    as_of.year().to_string(),
                    as_of.month().to_string(),
                    as_of.day().to_string(),
                ],
                ..Draft::default()
            }),
        };
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail loudly")]
    use super::*;

    fn with_rows() -> Form {
        Form {
            record: Some(RecordDraft {
                fields: vec![Draft::default(), Draft::default()],
                ..RecordDraft::default()
            }),
            ..Form::default()
        }
    }

    #[test]
    fn what_is_put_in_is_kept_at_once() {
        let mut form = with_rows();
        let months = loan::Change::Text(1, "12".into());
        assert!(form.reduce(FormAction::Loan(months)).is_empty());
        assert!(!form.touched, "a loan that is tried is no answer");
        let effects = form.reduce(FormAction::EditField(1, Change::Yes(true)));
        assert_eq!(effects, [Effect::Save]);
        assert!(form.touched);
        // A row that is not there changes nothing.
        form.reduce(FormAction::EditField(2, Change::Yes(true)));
        assert_eq!(form.record.as_ref().unwrap().fields.len(), 2);
    }

    #[test]
    fn none_of_them_and_a_row_take_each_other_away() {
        let mut form = with_rows();
        form.reduce(FormAction::EditField(0, Change::Yes(true)));
        form.reduce(FormAction::NoneOf);
        let record = form.record.clone().unwrap();
        assert!(record.none && record.fields.iter().all(Draft::is_empty));
        form.reduce(FormAction::EditField(0, Change::Unsure));
        assert!(!form.record.as_ref().unwrap().none);
        assert_eq!(
            form.reduce(FormAction::DropRecord),
            [Effect::Focus("h".into())]
        );
        assert!(form.record.is_none() && !form.touched);
    }

    #[test]
    fn the_day_opens_with_the_day_of_calculation_and_closes() {
        let mut form = Form::default();
        form.open_day(huice_core::Date::FIRST);
        let year = huice_core::Date::FIRST.year().to_string();
        assert_eq!(form.day.as_ref().unwrap().date[0], year);
        form.open_day(huice_core::Date::FIRST);
        assert!(form.day.is_none());
    }
}
