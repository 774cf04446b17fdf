//! Signs. Each is one path on a field of 24 by 24, drawn in the colour of the text; none is the
//! only bearer of a meaning.

use yew::prelude::*;

/// A tick.
pub const YES: &str = "M4 12.5l5 5L20 6.5";
/// A cross.
pub const NO: &str = "M6 6l12 12M18 6L6 18";
/// A question mark.
pub const ASK: &str = "M8.5 9a3.6 3.6 0 1 1 5.2 3.2c-1.1.6-1.7 1.3-1.7 2.6M12 19h.01";
/// A house with columns.
pub const OFFICE: &str = "M4 20h16M6 20V9.5M18 20V9.5M10 20v-7M14 20v-7M3.5 9.5L12 4l8.5 5.5z";
/// A clock.
pub const CLOCK: &str = "M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 1 0-17 0M12 7.5V12l3 2";
/// A calendar leaf, crossed out.
pub const GONE: &str = "M4 5.5h16V20H4zM4 10h16M8.5 3.5v4M15.5 3.5v4M9.5 13l5 4.5M14.5 13l-5 4.5";
/// To the right, or open.
pub const GO: &str = "M9 5l7 7-7 7";
/// To the left.
pub const BACK: &str = "M15 5l-7 7 7 7";
/// Down.
pub const DOWN: &str = "M5 9l7 7 7-7";
/// A looking-glass.
pub const FIND: &str = "M4.5 11a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M16 16l4.5 4.5";
/// A lock.
pub const LOCK: &str = "M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3";
/// Large and small letters.
pub const LETTERS: &str = "M3 19L8.5 5 14 19M5 14.5h7M16 19v-6.5M12.8 12.5h6.4";
/// A triangle with a mark.
pub const WARN: &str = "M12 4L2.8 20h18.4zM12 10v4.5M12 17.2h.01";
/// A ring with an i.
pub const INFO: &str = "M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 1 0-17 0M12 11v5.5M12 7.6h.01";
/// More.
pub const PLUS: &str = "M12 5v14M5 12h14";
/// Less.
pub const MINUS: &str = "M5 12h14";

/// A sign.
pub fn icon(path: &'static str) -> Html {
    sign(path, "i")
}

/// A sign with classes of its own.
pub fn sign(path: &'static str, class: &'static str) -> Html {
    html! { <svg {class} viewBox="0 0 24 24" aria-hidden="true"><path d={path} /></svg> }
}
