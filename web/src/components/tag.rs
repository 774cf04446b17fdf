//! Markup by plain calls. `html!` writes the making of every element out in full where it stands;
//! these calls share one function each, which keeps the program that a phone has to fetch small.
//!
//! ```text
//! el("p.lead|role=status>共 ").text(&count).put(icon(icon::YES))
//! ```

use super::Ui;
use crate::state::Action;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use yew::prelude::{AttrValue, Callback, Html};
use yew::virtual_dom::{
    AttributeOrProperty, Attributes, Key, Listener, ListenerKind, VList, VTag, VText,
};

/// An element that is being made.
pub struct Tag(Box<Made>);

/// The element, and its attributes by name. They are not handed over one by one: that builds a map
/// for every element.
struct Made {
    tag: VTag,
    names: Vec<&'static str>,
    values: Vec<Option<AttributeOrProperty>>,
}

thread_local! {
    /// The lists of names that there have been. Elements with the same names share one, and are
    /// compared value by value when the page is made anew. There are as many as the program can
    /// make, so they are never given back.
    static SHAPES: RefCell<Vec<&'static [&'static str]>> = const { RefCell::new(Vec::new()) };
}

/// These names as a list that all elements with them share.
fn shape(names: Vec<&'static str>) -> &'static [&'static str] {
    SHAPES.with_borrow_mut(|shapes| {
        if let Some(known) = shapes.iter().find(|known| **known == names) {
            return *known;
        }
        let fresh: &'static [&'static str] = names.leak();
        shapes.push(fresh);
        fresh
    })
}

/// An element by its fixed parts, all in one text, for that takes less room in the program than
/// a call for each: `name`, `.classes`, `|attribute=value` as often as there are any, `>words`.
#[must_use]
#[inline(never)]
pub fn el(parts: &'static str) -> Tag {
    let (element, words) = cut(parts, b'>');
    let (name, mut attributes) = cut(element, b'|');
    let (name, class) = cut(name, b'.');
    let mut made = tag(name, class);
    while !attributes.is_empty() {
        let (first, rest) = cut(attributes, b'|');
        let (name, value) = cut(first, b'=');
        made = made.at(name, value);
        attributes = rest;
    }
    if words.is_empty() {
        made
    } else {
        made.say(words)
    }
}

/// What stands before the first of these signs, and after it; without one, all and nothing.
#[inline(never)]
fn cut(text: &'static str, sign: u8) -> (&'static str, &'static str) {
    let at = text.bytes().position(|byte| byte == sign);
    let parts = at.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?)));
    parts.unwrap_or((text, ""))
}

/// An element with a class; an empty class is left out.
#[must_use]
#[inline(never)]
pub fn tag(name: &'static str, class: &'static str) -> Tag {
    let tag = Tag(Box::new(Made {
        tag: VTag::new(name),
        names: Vec::new(),
        values: Vec::new(),
    }));
    if class.is_empty() {
        tag
    } else {
        tag.at("class", class)
    }
}

/// What the field holds in which something happened.
#[inline(never)]
fn held(event: &web_sys::Event) -> String {
    let field = event.target().map(JsValue::from).unwrap_or_default();
    let value = js_sys::Reflect::get(&field, &"value".into()).ok();
    value
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}

/// What somebody can do to an element.
#[derive(Clone, Copy)]
enum Event {
    Click,
    Change,
    Input,
    Submit,
}

/// Listens to one sort of event. The wrappers of the framework are one for each sort, with the
/// code for each.
struct On {
    event: Event,
    link: Callback<Action>,
    action: Action,
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        match self.event {
            Event::Click => ListenerKind::onclick,
            Event::Change => ListenerKind::onchange,
            Event::Input => ListenerKind::oninput,
            Event::Submit => ListenerKind::onsubmit,
        }
    }

    fn handle(&self, event: web_sys::Event) {
        // A click and a form that is sent would lead elsewhere.
        if matches!(self.event, Event::Click | Event::Submit) {
            event.prevent_default();
        }
        let mut action = self.action.clone();
        if let Some(text) = action.text() {
            *text = held(&event);
        }
        self.link.emit(action);
    }

    fn passive(&self) -> bool {
        false
    }
}

impl Tag {
    /// An attribute with a fixed value.
    #[must_use]
    #[inline(never)]
    pub fn at(self, name: &'static str, value: &'static str) -> Self {
        self.attribute(name, AttrValue::Static(value))
    }

    /// An attribute.
    #[must_use]
    #[inline(never)]
    pub fn set(self, name: &'static str, value: &str) -> Self {
        self.attribute(name, AttrValue::Rc(Rc::from(value)))
    }

    /// None is given twice: the later one would not take the place of the first.
    #[inline(never)]
    fn attribute(mut self, name: &'static str, value: AttrValue) -> Self {
        debug_assert!(!self.0.names.contains(&name), "{name} is given twice");
        self.0.names.push(name);
        let value = AttributeOrProperty::Attribute(value);
        self.0.values.push(Some(value));
        self
    }

    /// An attribute that is true or false in words.
    #[must_use]
    #[inline(never)]
    pub fn flag(self, name: &'static str, on: bool) -> Self {
        self.at(name, if on { "true" } else { "false" })
    }

    /// An attribute that is there or not.
    #[must_use]
    #[inline(never)]
    pub fn mark(self, name: &'static str, on: bool) -> Self {
        if on { self.at(name, "") } else { self }
    }

    /// What a field holds.
    #[must_use]
    #[inline(never)]
    pub fn value(mut self, value: &str) -> Self {
        self.0.tag.set_value(AttrValue::Rc(Rc::from(value)));
        self
    }

    /// Whether a box is ticked.
    #[must_use]
    #[inline(never)]
    pub fn checked(mut self, on: bool) -> Self {
        self.0.tag.set_checked(on);
        self
    }

    /// What tells this element from its neighbours when they change places.
    #[must_use]
    #[inline(never)]
    pub fn key(mut self, key: &str) -> Self {
        self.0.tag.key = Some(Key::from(key));
        self
    }

    /// Fixed words.
    #[must_use]
    #[inline(never)]
    pub fn say(mut self, words: &'static str) -> Self {
        self.0
            .tag
            .add_child(VText::new(AttrValue::Static(words)).into());
        self
    }

    /// Words.
    #[must_use]
    #[inline(never)]
    pub fn text(mut self, words: &str) -> Self {
        self.0
            .tag
            .add_child(VText::new(AttrValue::Rc(Rc::from(words))).into());
        self
    }

    /// Words in their clauses: a line breaks between two of them before it breaks inside one, and
    /// what stands in brackets is one of them.
    #[must_use]
    #[inline(never)]
    pub fn clauses(mut self, words: &str) -> Self {
        let (mut from, mut before, mut inside) = (0, ' ', false);
        for (at, sign) in words.char_indices() {
            let ends = match before {
                '，' | '：' | '；' => !inside,
                // What follows the bracket at once stays with it: no line begins with a mark.
                '）' => sign < '\u{ff00}',
                _ => false,
            };
            inside = (inside || sign == '（') && sign != '）';
            if at > from && (ends || sign == '（') {
                self = self.clause(words.get(from..at));
                from = at;
            }
            before = sign;
        }
        self.clause(words.get(from..))
    }

    fn clause(self, words: Option<&str>) -> Self {
        self.put(el("span.ph").text(words.unwrap_or_default()))
    }

    /// Words that were made for this.
    #[must_use]
    #[inline(never)]
    pub fn words(self, words: String) -> Self {
        self.text(&words)
    }

    /// An attribute whose value was made for this.
    #[must_use]
    #[inline(never)]
    pub fn made(self, name: &'static str, value: String) -> Self {
        self.set(name, &value)
    }

    /// A count.
    #[must_use]
    #[inline(never)]
    pub fn count(self, n: usize) -> Self {
        self.words(n.to_string())
    }

    /// Something inside.
    #[must_use]
    #[inline(never)]
    pub fn add(mut self, inside: Html) -> Self {
        self.0.tag.add_child(inside);
        self
    }

    /// Another element inside.
    #[must_use]
    #[inline(never)]
    pub fn put(self, inside: Self) -> Self {
        self.add(inside.html())
    }

    /// Another element inside, or nothing: its place is kept either way, so that what follows
    /// stays the same element.
    #[must_use]
    #[inline(never)]
    pub fn maybe(self, inside: Option<Self>) -> Self {
        self.add(inside.map_or_else(Html::default, Self::html))
    }

    /// Many elements inside.
    #[must_use]
    pub fn each(self, inside: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Vec::new();
        for one in inside {
            all.push(one.html());
        }
        self.all(all)
    }

    /// Many things inside.
    #[must_use]
    #[inline(never)]
    pub fn all(self, inside: Vec<Html>) -> Self {
        self.add(VList::with_children(inside, None).into())
    }

    /// An action for a click.
    #[must_use]
    pub fn click(self, ui: &Ui, action: Action) -> Self {
        self.on(ui, Event::Click, action)
    }

    /// An action for a box that was ticked, which keeps its own behaviour, or for a choice in a
    /// select, which is put into it.
    #[must_use]
    pub fn ticked(self, ui: &Ui, action: Action) -> Self {
        self.on(ui, Event::Change, action)
    }

    /// An action for what is typed, which is put into it.
    #[must_use]
    pub fn typed(self, ui: &Ui, action: Action) -> Self {
        self.on(ui, Event::Input, action)
    }

    /// An action for a form that is sent, which goes nowhere else.
    #[must_use]
    pub fn sent(self, ui: &Ui, action: Action) -> Self {
        self.on(ui, Event::Submit, action)
    }

    #[inline(never)]
    fn on(mut self, ui: &Ui, event: Event, action: Action) -> Self {
        let on = On {
            event,
            link: ui.link.clone(),
            action,
        };
        // There is one at most.
        self.0.tag.set_listeners(Box::new([Some(Rc::new(on))]));
        self
    }

    /// The element, made.
    #[inline(never)]
    pub fn html(self) -> Html {
        let Made {
            mut tag,
            names,
            values,
        } = *self.0;
        tag.attributes = Attributes::Dynamic {
            keys: shape(names),
            values: values.into(),
        };
        tag.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_an_element_are_told_apart() {
        assert_eq!(cut("p.lead|id=a>b|c", b'>'), ("p.lead|id=a", "b|c"));
        assert_eq!(cut("p", b'.'), ("p", ""));
        let short = el("p.s soft|role=status|title=a=b>一、二");
        let long = tag("p", "s soft").at("role", "status").at("title", "a=b");
        assert!(short.html() == long.say("一、二").html());
        assert!(el("p").html() == tag("p", "").html());
    }

    #[test]
    fn words_break_between_their_clauses() {
        for clauses in [
            "哪天？",
            "您雇了多少人|（不算您自己）？",
            "您在本市创业吗|（已办执照，或准备办）？",
            "您|（或这位家人）|得了重大疾病吗？",
            "第 2 年，|一共付了多少租金？",
            "您的生意：|下面哪些对？",
            "（已判断），|还是没有",
        ] {
            let each = clauses.split('|').map(|c| el("span.ph").text(c));
            let apart = each.fold(el("p"), Tag::put);
            let made = el("p").clauses(&clauses.replace('|', ""));
            assert!(made.html() == apart.html(), "{clauses}");
        }
    }
}
