//! What to say on the phone, and whom to call.

use super::Ui;
use super::icon::{self, icon};
use super::layout::button;
use super::text::clauses;
use crate::state::Action;
use huice_core::CompiledLaw;
use huice_core::ir::Instrument;
use huice_zh::phone_script;
use yew::prelude::*;

/// The sentence for the phone, with a button that copies it.
pub fn script(ui: &Ui, law: &CompiledLaw, instrument: &Instrument) -> Html {
    let said = phone_script(law, instrument, &ui.state.answers, ui.state.as_of);
    let copied = match ui.state.copied {
        None => "",
        Some(true) => "已抄下，可以粘贴了。",
        Some(false) => "这里不能自动复制。请长按上面的话，再点“复制”。",
    };
    let inside = html! { <>{ icon(icon::COPY) }{ "抄下这段话" }</> };
    html! {
        <>
            <blockquote id="script">{ clauses(&said) }</blockquote>
            { button(ui, "btn sec fit", "copy-script", Action::Copy("script"), inside) }
            <p class="hint" role="status">{ copied }</p>
        </>
    }
}

/// A button to the first number of the place.
pub fn call(law: &CompiledLaw) -> Html {
    let number = law
        .contacts
        .hotlines
        .first()
        .map_or("12333", |line| line.number.as_str());
    html! {
        <a class="btn" href={format!("tel:{number}")} data-action="call">
            { icon(icon::PHONE) }
            { "打 " }{ number }
        </a>
    }
}
