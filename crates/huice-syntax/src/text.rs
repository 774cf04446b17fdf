//! Messages for rule authors, in both languages.

/// A language in which the diagnostics speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// A text in both languages. One is always there with the other, so no report mixes them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Text {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Text {
    /// The text in a language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// Whether the message is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }
}

/// A text that is known beforehand: Chinese, English.
pub type Words = (&'static str, &'static str);

impl From<Words> for Text {
    fn from((zh, en): Words) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }
}

/// A text from a Chinese and an English format string that share their values; or, where the values
/// differ, from two format strings, each followed by its values:
/// `text!(zh: "没有 {}", word.zh; en: "no {}", word.en)`.
#[macro_export]
macro_rules! text {
    (zh: $zh:literal $(, $own:expr)*; en: $en:literal $(, $other:expr)* $(,)?) => {
        $crate::Text {
            zh: format!($zh $(, $own)*),
            en: format!($en $(, $other)*),
        }
    };
    ($zh:literal, $en:literal $(, $value:expr)* $(,)?) => {
        $crate::Text {
            zh: format!($zh $(, $value)*),
            en: format!($en $(, $value)*),
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_are_made_from_the_same_values() {
        let name = "rent";
        let made = text!("没有 `{name}`", "there is no `{name}`");
        assert_eq!(made.get(Lang::Zh), "没有 `rent`");
        assert_eq!(made.get(Lang::En), "there is no `rent`");
        assert!(!made.is_empty() && Text::default().is_empty());
        assert_eq!(Text::from(("甲", "a")).get(Lang::default()), "甲");
    }
}
