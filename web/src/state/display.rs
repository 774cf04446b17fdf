//! How it looks: size, colours, contrast.

use super::Effect;

/// Size of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// 17 px.
    #[default]
    Normal,
    /// 20 px.
    Large,
    /// 24 px: 长辈版.
    Elder,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Display {
    /// Size of the text.
    pub size: Size,
    /// Light or dark.
    pub theme: Theme,
    /// Strong contrast.
    pub high: bool,
}

/// Another look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisplayAction {
    /// This one.
    Look(Display),
    /// 长辈版 on, or off again.
    Elder,
}

impl Display {
    /// Takes an action; what is to be done outside comes back.
    pub fn reduce(&mut self, action: DisplayAction) -> Vec<Effect> {
        match action {
            DisplayAction::Look(look) => *self = look,
            DisplayAction::Elder => {
                self.size = match self.size {
                    Size::Elder => Size::Normal,
                    Size::Normal | Size::Large => Size::Elder,
                }
            }
        }
        vec![Effect::Look]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elder_is_switched_on_and_off_and_leaves_the_colours() {
        let mut display = Display {
            theme: Theme::Dark,
            high: true,
            ..Display::default()
        };
        let before = display;
        assert_eq!(display.reduce(DisplayAction::Elder), [Effect::Look]);
        assert_eq!((display.size, display.theme), (Size::Elder, Theme::Dark));
        display.reduce(DisplayAction::Elder);
        assert_eq!(display, before);
        display.reduce(DisplayAction::Look(Display::default()));
        assert_eq!(display, Display::default());
    }
}
