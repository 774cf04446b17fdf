//! The app: it shows the state, and does what the state asks to be done outside.

mod browser;
mod components;
mod draft;
mod embed;
mod labels;
mod link;
mod loan;
mod places;
#[cfg(not(target_arch = "wasm32"))]
mod prerender;
mod results;
mod route;
mod saved_session;
mod screens;
mod site;
mod state;

use browser::News;
use components::Ui;
use route::Screen;
use state::{Action, Effect, State};
use yew::prelude::*;

/// Whether this is the full program, which has every screen. The other one, which a first visit
/// fetches, has those on the way to the results: see docs/web.md, "Two programs".
const FULL: bool = cfg!(feature = "full");

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

/// The one component; everything inside is plain functions of the state.
struct App {
    state: State,
    shown: Option<Screen>,
    focus: Option<String>,
    /// Whether the other program was shown before: then even the first screen is a new one.
    took_over: bool,
}

/// What the component hears.
enum Message {
    /// Somebody did something.
    Did(Action),
    /// The loader tells of something.
    Heard(String, News),
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let kept = saved_session::read(&browser::kept());
        let mut state = State::new(browser::today(), kept, &browser::hash());
        state.display = browser::look();
        if FULL {
            state.limits = browser::limits();
        }
        let link = ctx.link().clone();
        browser::listen(move |name, news| link.send_message(Message::Heard(name, news)));
        let mut app = Self {
            state,
            shown: None,
            focus: None,
            took_over: browser::took_over(),
        };
        app.run(vec![Effect::FetchIndex, Effect::FetchSite]);
        app
    }

    fn update(&mut self, _ctx: &Context<Self>, message: Message) -> bool {
        let effects = match message {
            Message::Did(action) => self.state.apply(action),
            Message::Heard(name, news) => self.heard(&name, news),
        };
        self.run(effects);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        screens::page(&Ui {
            state: &self.state,
            link: &ctx.link().callback(Message::Did),
        })
    }

    fn rendered(&mut self, _ctx: &Context<Self>, first: bool) {
        let screen = self.state.screen;
        if FULL {
            browser::tell(&self.state);
        }
        if self.shown != Some(screen) {
            let before = self.shown.replace(screen);
            browser::title(&screens::title(&self.state));
            if !first || self.took_over {
                browser::top();
                browser::focus("h");
                // From a card back to the list: to its row.
                if let (Some(Screen::Card(at)), Screen::Results | Screen::Catalogue) =
                    (before, screen)
                {
                    browser::focus(&format!("c-{at}"));
                }
            }
        }
        if let Some(id) = self.focus.take() {
            browser::focus(&id);
        }
    }
}

/// The name under which the index is heard of; a law goes by the code of its place.
const INDEX: &str = "index";

/// The name under which it is heard who offers the site.
const SITE: &str = "site";

impl App {
    /// The loader tells of something.
    fn heard(&mut self, name: &str, news: News) -> Vec<Effect> {
        let files = match (name, news) {
            ("hash", News::Text(hash)) => return self.state.apply(Action::Arrived(hash)),
            ("later", News::Text(why)) => return self.state.later_failed(why),
            (SITE, News::Text(_)) => return Vec::new(),
            (SITE, News::Files(files)) => {
                self.state.site = browser::site(files.first().map_or(&[][..], Vec::as_slice));
                return Vec::new();
            }
            (_, News::Text(why)) => Err(why),
            (_, News::Files(files)) => Ok(files),
        };
        if name == INDEX {
            let index = files.and_then(|files| {
                let bytes = files.first().map_or(&[][..], Vec::as_slice);
                huice_pack::decode_index(bytes).map_err(|why| why.to_string())
            });
            return self.state.index_came(index);
        }
        let Some(place) = self.state.picked().filter(|place| place.code == name) else {
            return Vec::new();
        };
        let law = files.and_then(|files| place.open(&files).map_err(|why| why.to_string()));
        self.state.law_came(name, law)
    }

    fn run(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::FetchIndex => browser::fetch(INDEX, &["law/index.bin".into()]),
                Effect::FetchSite => browser::fetch(SITE, &["site.json".into()]),
                Effect::FetchLaw(place) => browser::fetch(&place.code, &place.addresses("law/")),
                Effect::Push(hash) => browser::push(&hash),
                Effect::Replace(hash) => browser::replace(&hash),
                Effect::Back(hash) => browser::back(&hash),
                Effect::Save => browser::keep(&self.state.kept()),
                Effect::Forget => browser::keep(""),
                Effect::More(hash) => browser::more(&hash),
                Effect::Look => browser::apply_theme(self.state.display),
                Effect::Print => browser::print(),
                Effect::Copy(id) => self.state.copied = Some(browser::copy_from(id)),
                Effect::Focus(id) => self.focus = Some(id),
            }
        }
    }
}

fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    if let Some(index) = std::env::args().nth(1) {
        prerender::main(&index);
        return;
    }
    let root = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.get_element_by_id("app"));
    if let Some(root) = root {
        yew::Renderer::<App>::with_root(root).render();
    }
}
