//! A button that copies what is written beside it, and says whether that worked.

use super::icon::{self, icon};
use crate::browser;
use yew::prelude::*;

/// What is copied, and how the button looks.
#[derive(Debug, PartialEq, Properties)]
pub struct CopyProps {
    /// The id of the element with the text.
    pub of: &'static str,
    /// What the button says.
    pub words: &'static str,
    /// Classes of the button.
    pub class: &'static str,
    /// The name by which tests find it.
    pub hook: &'static str,
}

/// The button and, once it was pressed, what came of it. Whoever comes back to the screen finds it as
/// it was at first.
#[component]
pub fn CopyButton(props: &CopyProps) -> Html {
    let copied = use_state(|| None);
    let said = match *copied {
        None => "",
        Some(true) => "已复制，可以粘贴了。",
        Some(false) => "这里不能自动复制。文字已经选中，请长按，再点“复制”。",
    };
    let of = props.of;
    let copy = move |_| copied.set(Some(browser::copy_from(of)));
    html! {
        <>
            <button class={props.class} type="button" data-action={props.hook} onclick={copy}>
                { icon(icon::COPY) }
                { props.words }
            </button>
            <p class="hint" role="status">{ said }</p>
        </>
    }
}
