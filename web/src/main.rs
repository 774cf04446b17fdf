//! The app: it shows the state, and does what the state asks to be done outside.

mod browser;
mod components;
mod draft;
mod embed;
mod labels;
mod link;
mod loan;
mod loan_offers;
mod places;
#[cfg(not(target_arch = "wasm32"))]
mod prerender;
mod reason;
mod results;
mod route;
mod saved_session;
mod screens;
mod site;
mod state;
mod unfinished;

use browser::History;
use components::Ui;
use gloo::timers::callback::Timeout;
use huice_pack::{Index, IndexPlace};
use route::Screen;
use state::{Action, Effect, NavigationAction, SessionAction, State, Trouble, is_page};
use yew::prelude::*;

/// Memory: the usual allocator of WebAssembly is three times as large.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: rlsf::GlobalTlsf<Small> = rlsf::GlobalTlsf::new();

/// Growing in place is a fifth of the allocator; joined pools keep memory from being wasted.
#[cfg(target_arch = "wasm32")]
struct Small;

#[cfg(target_arch = "wasm32")]
impl rlsf::GlobalTlsfOptions for Small {
    const ENABLE_REALLOCATION: bool = false;
    const COALESCE_POOLS: bool = true;
}

/// The one component that changes; everything inside is drawn from the state.
struct App {
    state: State,
    history: History,
    shown: Option<Screen>,
    focus: Option<String>,
    /// How far each screen was scrolled when it was left, by its address.
    scrolled: Vec<(String, i32)>,
    /// Whether the screen was come back to.
    returned: bool,
    /// Whether what was fetched last was of no use: then past every cache.
    again: bool,
    /// Ends the moment in which a new screen takes no press.
    settling: Option<Timeout>,
}

/// Milliseconds in which a new question takes no press: two touches of one finger are closer.
const MOMENT: u32 = 300;

/// What the component hears.
enum Message {
    /// Somebody did something.
    Did(Action),
    /// The address has changed; whether it was come back to.
    Arrived(String, bool),
    /// The index came, or did not.
    Index(Result<Vec<u8>, Trouble>),
    /// The names of all places came, or did not.
    Names(Result<Vec<u8>, Trouble>),
    /// The law of this place, or the index that names it, came, or did not.
    Law(IndexPlace, Result<Vec<Vec<u8>>, Trouble>),
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let arrived = |(hash, back)| Message::Arrived(hash, back);
        let history = History::new(ctx.link().callback(arrived));
        let kept = saved_session::read(&browser::kept());
        let mut state = State::new(browser::today(), kept, &history.hash());
        state.display = browser::look();
        state.limits = browser::limits();
        state.site = browser::site();
        state.stored_on = browser::stored_on();
        let found = browser::kept_on_device().and_then(|text| saved_session::read(&text));
        let on_device = found.map(|stored| state.found(stored));
        browser::skip_in_place();
        browser::guard_words();
        let come_back = ctx
            .link()
            .callback(|()| Message::Did(SessionAction::Today(browser::today()).into()));
        browser::on_return(move || come_back.emit(()));
        let mut app = Self {
            state,
            history,
            shown: None,
            focus: None,
            scrolled: Vec::new(),
            returned: false,
            again: false,
            settling: None,
        };
        let index = browser::index().map_err(Trouble::of_loader);
        let mut effects = app.index_came(index);
        effects.extend(on_device.into_iter().flatten());
        app.run(ctx, effects);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let left = self.state.hash();
        let here = left.clone();
        let effects = match message {
            Message::Did(action) => self.state.press(action),
            Message::Arrived(hash, back) => {
                self.returned = back;
                self.state.apply(Action::Arrived(hash))
            }
            Message::Index(found) => self.index_came(found),
            Message::Names(found) => self.state.names_came(found.and_then(|b| opened(&b))),
            Message::Law(place, files) => self.law_came(&place, files),
        };
        if self.state.hash() != left {
            self.scrolled.retain(|(hash, _)| *hash != left);
            self.scrolled.push((left, browser::scrolled()));
        }
        self.run(ctx, effects);
        if self.state.navigation.fresh && self.state.hash() != here {
            let settled = ctx
                .link()
                .callback(|()| Message::Did(NavigationAction::Settled.into()));
            self.settling = Some(Timeout::new(MOMENT, move || settled.emit(())));
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        screens::page(&Ui {
            state: &self.state,
            link: &ctx.link().callback(Message::Did),
        })
    }

    fn rendered(&mut self, _ctx: &Context<Self>, first: bool) {
        let screen = self.state.navigation.screen;
        browser::tell(&self.state);
        if self.shown != Some(screen) {
            let before = self.shown.replace(screen);
            browser::title(&screens::title(&self.state));
            if !first {
                self.settle(before);
            }
        }
        if let Some(id) = self.focus.take() {
            browser::focus(&id);
        }
        if first {
            browser::drawn();
        }
    }
}

impl App {
    /// A new screen begins at its heading; one that was come back to is as it was left, and from a
    /// card back to the list the focus is on its row.
    fn settle(&mut self, before: Option<Screen>) {
        let returned = std::mem::take(&mut self.returned);
        let here = self.state.hash();
        let left = self.scrolled.iter().find(|(hash, _)| *hash == here);
        let row = match (before, self.state.navigation.screen) {
            (Some(Screen::Card(at)), Screen::Results | Screen::Catalogue) => format!("c-{at}"),
            _ => "h".into(),
        };
        browser::focus("h");
        browser::focus(&row);
        browser::scroll_to(match left {
            Some((_, y)) if returned => *y,
            Some(_) | None => 0,
        });
    }

    fn index_came(&mut self, found: Result<Vec<u8>, Trouble>) -> Vec<Effect> {
        let index = found.and_then(|bytes| opened(&bytes));
        self.again = index.is_err();
        self.state.index_came(index)
    }

    fn law_came(
        &mut self,
        place: &IndexPlace,
        files: Result<Vec<Vec<u8>>, Trouble>,
    ) -> Vec<Effect> {
        if place.part().is_some() {
            let part = files.map(first).and_then(|bytes| opened(&bytes));
            self.again = part.is_err();
            return self.state.part_came(part);
        }
        let law = files.and_then(|files| {
            let page = files.iter().find(|file| is_page(file));
            let law = place.open(&files);
            law.map_err(|why| Trouble::of_content(page.map_or(&[], Vec::as_slice), &why))
        });
        self.again = law.is_err();
        self.state.law_came(&place.code, law)
    }

    /// Fetches; what comes of it is heard later.
    fn fetch(
        &self,
        ctx: &Context<Self>,
        addresses: Vec<String>,
        heard: impl FnOnce(Result<Vec<Vec<u8>>, Trouble>) -> Message + 'static,
    ) {
        let again = self.again;
        ctx.link()
            .send_future(async move { heard(browser::fetch(&addresses, again).await) });
    }

    /// Keeps the session for this window, and on the device where the person has agreed.
    fn save(&mut self) {
        let session = self.state.kept();
        browser::keep(&session);
        if self.state.is_kept() && !browser::keep_on_device(&session) {
            self.state.refused_to_keep();
        }
    }

    fn run(&mut self, ctx: &Context<Self>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::FetchIndex => {
                    self.fetch(ctx, vec!["law/index.bin".into()], |found| {
                        Message::Index(found.map(first))
                    });
                }
                Effect::FetchNames(file) => {
                    let addresses = vec![format!("law/{file}")];
                    self.fetch(ctx, addresses, |found| Message::Names(found.map(first)));
                }
                Effect::FetchLaw(place) => {
                    let addresses = place.addresses("law/");
                    self.fetch(ctx, addresses, move |found| Message::Law(place, found));
                }
                Effect::Push(hash) => self.history.push(&hash),
                Effect::Replace(hash) => self.history.replace(&hash),
                Effect::Back(hash) => self.history.back(&hash),
                Effect::Save => self.save(),
                Effect::Unkeep => drop(browser::keep_on_device("")),
                Effect::Forget => {
                    browser::keep("");
                    browser::keep_on_device("");
                }
                Effect::Look => browser::apply_theme(self.state.display),
                Effect::Print => browser::print(),
                Effect::Copy(id) => {
                    self.state.navigation.copied = Some(browser::copy_from(id));
                }
                Effect::Focus(id) => self.focus = Some(id),
                Effect::Reload => browser::reload(),
                Effect::Store => browser::store(),
            }
        }
    }
}

/// The index in these bytes.
fn opened(bytes: &[u8]) -> Result<Index, Trouble> {
    huice_pack::decode_index(bytes).map_err(|why| Trouble::of_content(bytes, &why))
}

/// The only file of a list.
fn first(files: Vec<Vec<u8>>) -> Vec<u8> {
    files.into_iter().next().unwrap_or_default()
}

fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    if let Some(index) = std::env::args().nth(1) {
        let setting = |at| std::env::args().nth(at).unwrap_or_default();
        prerender::main(&index, &setting(2), &setting(3));
        return;
    }
    let root = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.get_element_by_id("app"));
    if let Some(root) = root {
        yew::Renderer::<App>::with_root(root).render();
    }
}
