//! What JS sees of a law before anything is answered: what may be asked, what there is, and where
//! it stands. `npm/huice.d.ts` says what each part means.

use crate::dto::{day, digits};
use crate::terms;
use crate::value::{ObjectBuilder, Value};
use huice_core::ir::{Document, Fact, FactKind, Instrument, Law};
use huice_core::words;
use huice_pack::Index;

fn choice(list: &mut Vec<Value>, id: &str, text: &str) {
    let mut m = ObjectBuilder::default();
    m.text("id", id);
    m.text("text", text);
    list.push(m.done());
}

/// One thing that may be asked. Of what its kind has none of there is `null` or an empty list.
pub(crate) fn fact(law: &Law, fact: &Fact) -> Value {
    let mut options = Vec::new();
    let mut fields = Vec::new();
    let (mut unit, mut min, mut max, mut item) = (None, Value::Null, Value::Null, None);
    let kind = match &fact.kind {
        FactKind::Bool { yes, no } => {
            choice(&mut options, "true", yes);
            choice(&mut options, "false", no);
            "bool"
        }
        FactKind::Choice(all) | FactKind::Set(all) => {
            for (id, text) in all {
                choice(&mut options, id, text);
            }
            if matches!(fact.kind, FactKind::Set(_)) {
                "set"
            } else {
                "choice"
            }
        }
        FactKind::Number {
            unit: counted,
            min: least,
            max: most,
        } => {
            unit = Some(words::unit_word(counted));
            (min, max) = (digits(*least), digits(*most));
            "number"
        }
        FactKind::Date => "date",
        FactKind::Records {
            item: one,
            fields: all,
        } => {
            item = Some(one.as_str());
            for field in all {
                fields.push(self::fact(law, field));
            }
            "records"
        }
    };
    let topic = law.topics.get(usize::from(fact.topic));
    let mut m = ObjectBuilder::default();
    m.text("id", &fact.id);
    m.maybe("topic", topic.map(String::as_str));
    m.text("ask", &fact.ask);
    m.text("label", &fact.label);
    m.text("help", &fact.help);
    m.text("kind", kind);
    m.list("options", options);
    m.maybe("unit", unit);
    m.put("min", min);
    m.put("max", max);
    m.maybe("item", item);
    m.list("fields", fields);
    m.maybe("judgement", fact.judgement.as_deref());
    m.done()
}

/// One thing that the law gives, promises or demands, whoever asks.
fn policy(law: &Law, own: &Instrument) -> Value {
    let document = law.documents.get(usize::from(own.cite.document));
    let mut roles = Vec::new();
    for role in &own.roles {
        roles.push(Value::text(terms::role(*role)));
    }
    let mut m = ObjectBuilder::default();
    m.text("id", &own.id);
    m.text("title", &own.title);
    m.text("summary", &own.summary);
    m.text("kind", terms::kind(own.kind));
    m.text("to", terms::beneficiary(own.beneficiary));
    m.list("roles", roles);
    m.text("strength", terms::strength(own.strength));
    m.own("cite", words::cite(law, &own.cite));
    m.maybe("document", document.map(|d| d.id.as_str()));
    m.text("upon", &own.prerequisite);
    m.text("note", &own.note);
    m.text("fund", &own.fund);
    m.done()
}

/// A document of law.
fn document(own: &Document) -> Value {
    let mut m = ObjectBuilder::default();
    m.text("id", &own.id);
    m.text("title", &own.title);
    m.text("number", &own.number);
    m.text("issuer", &own.issuer);
    m.put("issued_earliest", day(own.issued_earliest));
    m.put("issued_latest", day(own.issued_latest));
    m.put("until", own.until.map_or(Value::Null, day));
    m.put("checked", day(own.checked));
    m.done()
}

/// The law of a place before anything is answered.
pub(crate) fn contents(law: &Law) -> Value {
    let (mut documents, mut facts, mut policies) = (Vec::new(), Vec::new(), Vec::new());
    for own in &law.documents {
        documents.push(document(own));
    }
    for own in &law.facts {
        facts.push(fact(law, own));
    }
    for own in &law.instruments {
        policies.push(policy(law, own));
    }
    let mut m = ObjectBuilder::default();
    m.text("place", &law.place);
    m.text("place_name", &law.place_name);
    m.list("documents", documents);
    m.list("facts", facts);
    m.list("policies", policies);
    m.done()
}

/// Every place, and which files hold its law.
pub(crate) fn index(index: &Index) -> Value {
    let mut places = Vec::new();
    for place in &index.places {
        let mut files = Vec::new();
        for name in place.pack.iter().flat_map(|pack| &pack.files) {
            files.push(Value::text(name));
        }
        let mut m = ObjectBuilder::default();
        m.text("code", &place.code);
        m.text("name", &place.name);
        m.text("pinyin", &place.pinyin);
        m.maybe("within", place.within.as_deref());
        m.list("files", files);
        places.push(m.done());
    }
    let mut m = ObjectBuilder::default();
    m.text("version", &index.version);
    m.list("places", places);
    m.done()
}
