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

/// A telephone.
pub const PHONE: &str = "M6.5 3.5h3l1.5 4-2 1.5a12 12 0 0 0 6 6l1.5-2 4 1.5v3a2 2 0 0 1-2.2 2A17 17 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2z";
/// A sheet on another.
pub const COPY: &str = "M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4";
/// Somebody speaks.
pub const TALK: &str = "M4 5h16v11H10l-4.5 4V16H4zM8 9.5h8M8 12.5h5";
/// A pencil.
pub const EDIT: &str = "M4 20h4L19 9l-4-4L4 16zM13 7l4 4";
/// A calendar leaf.
pub const MONTH: &str = "M4 5.5h16V20H4zM4 10h16M8.5 3.5v4M15.5 3.5v4";
/// A coin.
pub const COIN: &str =
    "M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 1 0-17 0M9 7.5l3 4 3-4M12 11.5V17M9 12h6M9 14.7h6";
/// A printer.
pub const PRINT: &str = "M7 9V4h10v5M7 17H4.5V9h15v8H17M7 14h10v6H7z";
/// A bookmark.
pub const KEEP: &str = "M6 4h12v16l-6-4-6 4z";
/// A picture.
pub const PICTURE: &str = "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01";
/// A chain's link.
pub const LINK: &str = "M10 14a4 4 0 0 0 5.7.3l3-3a4 4 0 0 0-5.7-5.7L11.7 7M14 10a4 4 0 0 0-5.7-.3l-3 3a4 4 0 0 0 5.7 5.7L12.3 17";
/// A list.
pub const LIST: &str = "M8 6.5h12M8 12h12M8 17.5h12M4 6.5h.01M4 12h.01M4 17.5h.01";
/// A bin.
pub const BIN: &str = "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13";

/// A sign.
pub fn icon(path: &'static str) -> Html {
    sign(path, "i")
}

/// A sign with classes of its own.
pub fn sign(path: &'static str, class: &'static str) -> Html {
    html! { <svg {class} viewBox="0 0 24 24" aria-hidden="true"><path d={path} /></svg> }
}
