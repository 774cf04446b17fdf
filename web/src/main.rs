//! The app: it shows the state, and does what the state asks to be done outside.

mod components;
mod draft;
mod frame;
mod link;
mod loan;
mod route;
mod say;
mod screens;
mod session;
mod state;
mod store;
mod view;

use components::Ui;
use route::Screen;
use state::{Action, Effect, State};
use wasm_bindgen::prelude::*;
use yew::prelude::*;

/// Whether this is the full program, which has every screen. The other one, which a first visit
/// fetches, has those on the way to the results: see ARCHITECTURE.md, "Bytes".
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
    /// The card from which a question was opened, to come back to.
    card: Option<String>,
    depth: u32,
    /// Whether the other program was shown before: then even the first screen is a new one.
    took_over: bool,
}

/// What the component hears.
enum Message {
    /// Somebody did something.
    Did(Action),
    /// The index came, or did not.
    Index(Result<huice_pack::Index, String>),
    /// The law of a place came, or did not.
    Law(String, Result<huice_core::Law, String>),
    /// Whether copying worked.
    Copied(bool),
    /// The full program did not come.
    NoMore(String),
}

impl From<Action> for Message {
    fn from(action: Action) -> Self {
        Self::Did(action)
    }
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(ctx: &Context<Self>) -> Self {
        let kept = session::kept().and_then(|text| store::read(&text));
        let mut state = State::new(session::today(), kept, &session::hash());
        state.display = session::look();
        if FULL {
            state.limits = session::limits();
        }
        listen(ctx);
        let app = Self {
            state,
            shown: None,
            focus: None,
            card: None,
            depth: session::here(),
            took_over: session::is_running(),
        };
        app.run(ctx, Effect::FetchIndex);
        app
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let mut arrived = false;
        let effects = match message {
            Message::Did(action) => {
                if let Action::Card(at) = action {
                    self.card = Some(format!("c-{at}"));
                }
                arrived = matches!(action, Action::Arrived(_));
                self.state.apply(action)
            }
            Message::Index(result) => self.state.index_came(result),
            Message::Law(code, result) => self.state.law_came(&code, result),
            Message::NoMore(why) => self.state.later_failed(why),
            Message::Copied(done) => {
                self.state.copied = Some(done);
                Vec::new()
            }
        };
        for effect in effects {
            match effect {
                Effect::Focus(id) => self.focus = Some(id),
                other => self.run(ctx, other),
            }
        }
        self.depth = if arrived {
            session::note(self.depth)
        } else {
            session::here()
        };
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        screens::page(&Ui {
            state: &self.state,
            link: ctx.link(),
        })
    }

    fn rendered(&mut self, _ctx: &Context<Self>, first: bool) {
        let screen = self.state.screen;
        if FULL {
            session::tell(&self.state);
        }
        if self.shown != Some(screen) {
            let before = self.shown.replace(screen);
            session::title(&screens::title(&self.state));
            if !first || self.took_over {
                session::top();
                // From a question back to the results: to the card that asked for it.
                let asked = matches!(before, Some(Screen::Ask(_, route::Then::Results)));
                session::focus("h");
                if let (true, Screen::Results, Some(card)) = (asked, screen, &self.card) {
                    session::focus(card);
                }
            }
        }
        if let Some(id) = self.focus.take() {
            session::focus(&id);
        }
    }
}

impl App {
    fn run(&self, ctx: &Context<Self>, effect: Effect) {
        match effect {
            Effect::FetchIndex => ctx.link().send_future(async {
                let files = session::get(&["law/index.bin".into()]).await;
                Message::Index(files.and_then(|files| {
                    let bytes = files.first().map_or(&[][..], Vec::as_slice);
                    huice_pack::decode_index(bytes).map_err(|why| why.to_string())
                }))
            }),
            Effect::FetchLaw(place) => ctx.link().send_future(async move {
                let law = session::get(&place.addresses("law/")).await;
                let law = law.and_then(|files| place.open(&files).map_err(|why| why.to_string()));
                Message::Law(place.code, law)
            }),
            Effect::Push(hash) => session::push(&hash),
            Effect::Replace(hash) => session::replace(&hash),
            Effect::Back(hash) => {
                if !session::back() {
                    session::replace(&hash);
                    ctx.link().send_message(Action::Arrived(hash));
                }
            }
            Effect::Save => session::keep(&self.state.kept()),
            Effect::Forget => session::forget(),
            Effect::More(hash) => ctx
                .link()
                .send_future(async move { Message::NoMore(session::more(&hash).await) }),
            Effect::Look => session::show_look(self.state.display),
            Effect::Copy => ctx
                .link()
                .send_message(Message::Copied(session::copy_from("plain"))),
            Effect::Focus(_) => {}
        }
    }
}

/// Links, back and forward change the address; every change is an action.
fn listen(ctx: &Context<App>) {
    let link = ctx.link().clone();
    let heard = Closure::<dyn Fn()>::new(move || {
        link.send_message(Action::Arrived(session::hash()));
    });
    if let Some(window) = web_sys::window() {
        window.set_onhashchange(Some(heard.as_ref().unchecked_ref()));
    }
    // It lives as long as the page.
    heard.forget();
}

fn main() {
    let root = web_sys::window()
        .and_then(|w| w.document())
        .and_then(|d| d.get_element_by_id("app"));
    if let Some(root) = root {
        yew::Renderer::<App>::with_root(root).render();
    }
}
