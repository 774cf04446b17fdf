//! The desk: files that wait to be opened, laws and sessions that stay until they are let go, by
//! number. Numbers and not classes, for the glue of a class is larger than everything here.

use crate::session::Session;
use crate::value::Value;
use crate::{dto, facts};
use huice_core::input::read_day;
use huice_core::{CompiledLaw, china_day};
use std::rc::Rc;

/// What a call gives, or a failure as [`dto::failure`] makes it.
pub(crate) type Reply = Result<Value, Value>;

/// Something that stays until it is let go.
enum Thing {
    Law(Rc<CompiledLaw>),
    Session(Box<Session>),
}

/// See the module.
#[derive(Default)]
pub(crate) struct Registry {
    /// The index, then the files of a place.
    files: Vec<Vec<u8>>,
    things: Vec<Option<Thing>>,
}

/// A refusal.
pub(crate) fn refuse(code: &'static str, field: &str, why: impl std::fmt::Display) -> Value {
    dto::failure(code, field, why.to_string())
}

impl Registry {
    /// A file for the next call that needs files.
    pub(crate) fn put_file(&mut self, bytes: Vec<u8>) {
        self.files.push(bytes);
    }

    /// Does one thing. The numbers are those of `npm/huice.js`.
    pub(crate) fn call(&mut self, what: u32, of: u32, first: &str, second: &str) -> Reply {
        match what {
            0 => self.index(),
            1 => self.open(first),
            2 => Ok(facts::contents(self.law(of)?)),
            3 => self.begin(of, first, second),
            4 => {
                self.let_go(of);
                Ok(Value::Null)
            }
            _ => match self.thing(of)? {
                Thing::Session(session) => session.call(what, first, second),
                Thing::Law(_) => Err(closed()),
            },
        }
    }

    fn thing(&mut self, of: u32) -> Result<&mut Thing, Value> {
        let at = usize::try_from(of).unwrap_or(usize::MAX);
        let thing = self.things.get_mut(at).and_then(Option::as_mut);
        thing.ok_or_else(closed)
    }

    fn law(&mut self, of: u32) -> Result<&Rc<CompiledLaw>, Value> {
        match self.thing(of)? {
            Thing::Law(law) => Ok(law),
            Thing::Session(_) => Err(closed()),
        }
    }

    /// Every place, and which files hold its law.
    fn index(&mut self) -> Reply {
        let files = std::mem::take(&mut self.files);
        let bytes = files.first().map_or(&[][..], Vec::as_slice);
        let index = huice_pack::decode_index(bytes).map_err(|e| refuse("pack", "index", e))?;
        Ok(facts::index(&index))
    }

    /// The law of a place of the index, in the files after it.
    fn open(&mut self, place: &str) -> Reply {
        let files = std::mem::take(&mut self.files);
        let (bytes, files) = files.split_first().unwrap_or((const { &Vec::new() }, &[]));
        let index = huice_pack::decode_index(bytes).map_err(|e| refuse("pack", "index", e))?;
        let found = index.places.iter().find(|p| p.code == place);
        let found = found.ok_or_else(|| refuse("place", place, "the index has no such place"))?;
        if found.pack.is_none() {
            return Err(refuse(
                "place",
                place,
                "no document is known for this place",
            ));
        }
        if let Some(name) = found.lacks(files) {
            let why = "this file of the place was not given, or is damaged; load it again";
            return Err(refuse("pack", name, why));
        }
        let law = found.open(files).map_err(|e| refuse("pack", "files", e))?;
        Ok(self.keep(Thing::Law(Rc::new(law.into()))))
    }

    /// A session as of a day; where none is given, as of today in China, by the caller's clock in
    /// seconds since 1970.
    fn begin(&mut self, of: u32, day: &str, now: &str) -> Reply {
        let law = Rc::clone(self.law(of)?);
        let as_of = match now.parse() {
            Ok(seconds) if day.is_empty() => china_day(seconds),
            _ => read_day(day).map_err(|_| {
                let why = "not a day from 1949-10-01 to 2100-12-31; write it as 2019-07-01";
                refuse("date", "as_of", why)
            })?,
        };
        Ok(self.keep(Thing::Session(Box::new(Session::new(law, as_of)))))
    }

    fn keep(&mut self, thing: Thing) -> Value {
        let free = self.things.iter().position(Option::is_none);
        let at = free.unwrap_or(self.things.len());
        match self.things.get_mut(at) {
            Some(place) => *place = Some(thing),
            None => self.things.push(Some(thing)),
        }
        Value::count(at)
    }

    fn let_go(&mut self, of: u32) {
        let at = usize::try_from(of).unwrap_or(usize::MAX);
        if let Some(place) = self.things.get_mut(at) {
            *place = None;
        }
    }
}

fn closed() -> Value {
    refuse(
        "closed",
        "",
        "this was let go before, or is not what it should be",
    )
}
