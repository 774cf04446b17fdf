//! What to say on the phone, and whom to call.

use super::Ui;
use super::copy::copy_button;
use super::icon::{self, icon};
use super::text::clauses;
use huice_core::CompiledLaw;
use huice_core::ir::Instrument;
use huice_zh::phone_script;
use yew::prelude::*;

/// The sentence for the phone, with a button that copies it.
pub fn script(ui: &Ui, law: &CompiledLaw, instrument: &Instrument) -> Html {
    let said = phone_script(
        law,
        instrument,
        &ui.state.session.answers,
        ui.state.session.as_of,
    );
    html! {
        <>
            <blockquote id="script">{ clauses(&said) }</blockquote>
            { copy_button(ui, "script", "抄下这段话", ("btn sec fit", "copy-script")) }
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
            { format!("打 {number}") }
        </a>
    }
}
