//! A button that copies what is written beside it, and what came of that.

use super::Ui;
use super::icon::{self, icon};
use super::layout::button;
use crate::state::Action;
use yew::prelude::*;

/// The button, and once it was pressed whether it worked. `of` is the id of the element with the
/// text, `hook` the name by which tests find the button.
pub fn copy_button(
    ui: &Ui,
    of: &'static str,
    words: &'static str,
    (class, hook): (&'static str, &'static str),
) -> Html {
    let said = match ui.state.navigation.copied {
        None => "",
        Some(true) => "已复制，可以粘贴了。",
        Some(false) => "这里不能自动复制。文字已经选中，请长按，再点“复制”。",
    };
    let inside = html! { <>{ icon(icon::COPY) }{ words }</> };
    html! {
        <>
            { button(ui, class, hook, Action::Copy(of), inside) }
            <p class="hint" role="status">{ said }</p>
        </>
    }
}
