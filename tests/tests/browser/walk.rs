//! Golden cases, tapped through. For every instrument the browser must show what the command line
//! prints for the same answers, and the results that were derived by hand.

use crate::case::Case;
use crate::phone::{Phone, Result, Screen};
use crate::{dist, with_phone};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// More questions than any place has: a walk that asks more is in a loop.
const TOO_MANY: usize = 400;

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn g01b_a_founder_on_the_first_day_of_six_months() {
    walk("G01", "b");
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn g02_a_graduate_from_elsewhere_who_does_not_know_everything() {
    walk("G02", "a");
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn g16a_an_intern_of_24() {
    walk("G16", "a");
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn g24_rent_by_year_and_hires_in_batches() {
    walk("G24", "a");
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn a_first_visit_fetches_what_is_weighed_and_then_nothing() {
    let case = Case::read("G01", "b").unwrap();
    let place = case.place.clone();
    let server = with_phone("first-visit", Screen::Phone, async |phone, address| {
        start(&phone, &address, &case, &["founder"]).await?;
        phone
            .tap("a[data-action=results], [data-answer=unsure], [data-action=continue]")
            .await?;
        phone.go(&format!("{address}#/results")).await?;
        phone.see("[data-certain]").await?;
        Ok(())
    });
    let served = server.take_served();
    let limits = xtask_site::weights::limits(&huice_tests::root()).unwrap();
    let weighed: BTreeMap<String, u64> = xtask_site::weights::first_visit(&dist(), &place)
        .unwrap()
        .iter()
        .map(|file| xtask_site::weights::weigh(&dist(), file).unwrap())
        .map(|weight| (format!("/{}", weight.name), weight.brotli))
        .collect();
    let mut total = 0;
    for row in &served {
        let path = if row.path == "/" {
            "/index.html"
        } else {
            &row.path
        };
        // What the worker stores for later is no part of the visit.
        if path == "/favicon.ico" || row.stored {
            continue;
        }
        assert_eq!(row.status, 200, "{path}");
        let bytes = weighed
            .get(path)
            .unwrap_or_else(|| panic!("{path} was fetched but is not weighed"));
        assert_eq!(row.bytes, *bytes, "{path} was not sent as weighed");
        total += row.bytes;
    }
    let own = served.iter().filter(|row| !row.stored);
    let own: Vec<&str> = own.map(|row| row.path.as_str()).collect();
    let paths: BTreeSet<&str> = own.iter().copied().collect();
    let never = weighed
        .keys()
        .map(|path| path.replace("/index.html", "/"))
        .find(|path| !paths.contains(path.as_str()));
    assert_eq!(never, None, "it is weighed and was never fetched");
    assert_eq!(
        paths.len(),
        own.len(),
        "something was fetched twice: {served:?}"
    );
    assert!(total <= limits.total_brotli, "{total} bytes");
    println!("first visit: {} requests, {total} bytes", own.len());
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_device_remembers_the_place_and_no_answer() {
    let case = Case::read("G01", "b").unwrap();
    with_phone("remembered", Screen::Phone, async |phone, address| {
        start(&phone, &address, &case, &["founder"]).await?;
        phone
            .tap("[data-answer=yes], [data-answer=unsure], [data-action=continue]")
            .await?;
        let kept = "return JSON.stringify([sessionStorage.getItem('huice'), {...localStorage}])";
        let before = phone.run(kept, Vec::new()).await?.to_string();
        // A new visit: the session is gone, what the device keeps is not.
        phone
            .run(
                "sessionStorage.clear(); history.replaceState('', '', '#/')",
                Vec::new(),
            )
            .await?;
        phone.reload().await?;
        phone.see("[data-action=change-place]").await?;
        let place = phone.attribute(".row[data-place]", "data-place").await?;
        let device = phone
            .run("return {...localStorage}", Vec::new())
            .await?
            .to_string();
        if place.as_deref() != Some(case.place.as_str()) {
            return Err(format!("{place:?} after {before}").into());
        }
        // One `=` is an answer.
        if device.contains('=') || device.contains("founder") {
            return Err(format!("the device keeps too much: {device}").into());
        }
        Ok(())
    });
}

fn walk(case: &str, variant: &str) {
    let case = Case::read(case, variant).unwrap();
    let name = case.name.clone();
    with_phone(&name, Screen::Phone, async |phone, address| {
        to_results(&phone, &address, &case).await
    });
}

/// "A graduate, and within five years" is one alternative, not two: a card that showed two would
/// suggest that a diploma is enough.
#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn what_must_hold_together_is_one_alternative() {
    let case = Case::read("G01", "b").unwrap();
    with_phone("together", Screen::Phone, async |phone, address| {
        start(&phone, &address, &case, &["founder"]).await?;
        phone.see("[data-fact], [data-row]").await?;
        let card = "#/card/js-jy-startup-grant-6000";
        phone.go(&format!("{address}{card}")).await?;
        phone.see(".conds .in .in").await?;
        let script = "return [...document.querySelectorAll('.conds .in .in > li')]
            .filter(li => li.querySelector('.d').firstChild.textContent === '下面都要满足')
            .map(li => li.querySelectorAll('.in > li').length)";
        let together: Vec<usize> = serde_json::from_value(phone.run(script, Vec::new()).await?)?;
        if together.contains(&2) {
            Ok(())
        } else {
            Err(format!("conditions that belong together: {together:?}").into())
        }
    });
}

/// If one alternative of a group is met, the others are folded away; on paper it stands alone.
#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn of_alternatives_the_one_that_is_met_is_shown() {
    let case = Case::read("G01", "b").unwrap();
    with_phone("alternatives", Screen::Phone, async |phone, address| {
        start(&phone, &address, &case, &["founder"]).await?;
        answer_all(&phone, &case.answers, async |_, _| Ok(())).await?;
        phone.see("[data-certain]").await?;
        phone
            .go(&format!("{address}#/card/js-jy-startup-grant-6000"))
            .await?;
        phone.see(".conds .met summary").await?;
        let open =
            "document.querySelectorAll('.conds .met').forEach(held => { held.open = true; })";
        phone.run(open, Vec::new()).await?;
        let failed = "return [...document.querySelectorAll('.conds .n')]
            .filter(li => !li.closest('.more:not([open])')).length";
        let shown = phone.run(failed, Vec::new()).await?;
        if shown != 0 {
            return Err(format!("{shown} alternatives that are not met are shown").into());
        }
        phone.tap(".conds .more summary").await?;
        if phone.run(failed, Vec::new()).await? == 0 {
            return Err("nothing was folded away".into());
        }
        phone.go(&format!("{address}#/print")).await?;
        phone.see("[data-paper]").await?;
        if phone.has(".paper details").await? {
            return Err("something is folded on paper".into());
        }
        Ok(())
    });
}

/// Walks a case from the address to its results, and compares them.
pub async fn to_results(phone: &Phone, address: &str, case: &Case) -> Result<()> {
    let roles = roles(case)?;
    let roles: Vec<&str> = roles.iter().map(String::as_str).collect();
    start(phone, address, case, &roles).await?;
    let before = fetched(phone).await?;
    let given = answer_all(phone, &case.answers, async |_, _| Ok(())).await?;
    phone.see("[data-certain]").await?;
    let after = fetched(phone).await?;
    phone.go(&format!("{address}#/all")).await?;
    phone.see("#find").await?;
    let cards = cards(phone).await?;
    let expected = case.evaluate(&given)?;
    let whole = case.evaluate(&case.answers)?;
    let mut wrong = compare(&cards, &expected);
    for (id, verdict) in &case.expected {
        let Some((shown, _)) = cards.get(id) else {
            continue;
        };
        // Nothing is asked for the sake of a definition or a service.
        let open = shown == "undetermined"
            && ["definition", "service", "duty"].contains(&expected[id].kind.as_str());
        // Nor is anybody asked for an office's finding. The case worked by hand has that, too.
        let office = shown == "undetermined"
            && expected[id].waits_for_office
            && whole[id].verdict == *verdict;
        if shown != verdict && !open && !office {
            wrong.push(format!("{id}: {shown}, by hand {verdict}"));
        }
    }
    if after != before {
        wrong.push(format!(
            "answering fetched something: {before} before, {after} after"
        ));
    }
    wrong.extend(phone.complaints().await?);
    println!(
        "{}: roles {}, {} questions, {} cards agree",
        case.name,
        roles.join(" "),
        given.len(),
        cards.len() - wrong.len().min(cards.len())
    );
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n").into())
    }
}

/// The roles of a case, or those of its instruments.
fn roles(case: &Case) -> Result<BTreeSet<String>> {
    if !case.roles.is_empty() {
        return Ok(case.roles.iter().cloned().collect());
    }
    let all = case.evaluate(&case.answers)?;
    let of = |id| &all[id].roles;
    Ok(case.expected.keys().flat_map(of).cloned().collect())
}

/// How many files the page has fetched; the worker's own script, which WebKit counts, is not for
/// the page.
async fn fetched(phone: &Phone) -> Result<Value> {
    phone
        .run(
            "return performance.getEntriesByType('resource')
                .filter(file => !file.name.includes('/worker.js')).length",
            Vec::new(),
        )
        .await
}

/// Every card's verdict and amount, by instrument.
pub async fn cards(phone: &Phone) -> Result<BTreeMap<String, (String, String)>> {
    phone.see("[data-id]").await?;
    let script = "return [...document.querySelectorAll('[data-id]')]
        .map(card => [card.dataset.id, card.dataset.verdict, card.dataset.amount || ''])";
    let rows: Vec<[String; 3]> = serde_json::from_value(phone.run(script, Vec::new()).await?)?;
    Ok(rows
        .into_iter()
        .map(|[id, verdict, amount]| (id, (verdict, amount)))
        .collect())
}

/// The differences between the cards and the command line.
pub fn compare(
    cards: &BTreeMap<String, (String, String)>,
    all: &BTreeMap<String, crate::case::ShownResult>,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut hidden = 0;
    for (id, expected) in all {
        // A grant that two documents state is shown once: by the text that is better for the
        // person.
        let restates = |(_, other): &(&String, &crate::case::ShownResult)| {
            other.restated_by.as_ref() == Some(id)
        };
        let wider = all.iter().find(restates).map(|(id, _)| id);
        let twin = expected.restated_by.as_ref().or(wider);
        match cards.get(id) {
            None if twin.is_some_and(|twin| cards.contains_key(twin)) => hidden += 1,
            None => wrong.push(format!("{id}: no card")),
            Some((verdict, amount)) => {
                // What is lost has no amount to be shown.
                let lost = verdict == "text_missing" && verdict == &expected.verdict;
                if !lost && (verdict, amount) != (&expected.verdict, &expected.amount) {
                    wrong.push(format!(
                        "{id}: {verdict}, {amount}; the command line says {}, {}",
                        expected.verdict, expected.amount
                    ));
                }
            }
        }
    }
    if cards.len() + hidden != all.len() {
        wrong.push(format!(
            "{} cards for {} instruments, of which {hidden} another card shows",
            cards.len(),
            all.len()
        ));
    }
    wrong
}

/// From the address to the first question: place, roles, day.
pub async fn start(phone: &Phone, address: &str, case: &Case, roles: &[&str]) -> Result<()> {
    phone.go(address).await?;
    phone.see("button[data-place]").await?;
    let place = format!("button[data-place='{}']", case.place);
    if !phone.has(&place).await? {
        // Not offered at the start: found by its code, as by its name.
        phone.write("#place", &case.place).await?;
    }
    phone.tap(&place).await?;
    for role in roles {
        phone
            .tap_label(&format!("[data-goal='{}']", goal(role)))
            .await?;
    }
    phone.tap("[data-action=change-day]").await?;
    choose_day(phone, "day", &case.as_of).await?;
    phone.tap("[data-action=start]").await?;
    phone.see("[data-fact]").await?;
    Ok(())
}

/// The goal that represents one role.
fn goal(role: &str) -> &str {
    match role {
        "seeker" => "job",
        "founder" => "start",
        "employer" => "hire",
        "family" => "hardship",
        "institution" => "run",
        goal => goal,
    }
}

/// Answers every question until none is left; a fact that is not in the case is answered 不清楚.
/// `at` is called at each question, with its fact. Returns the answers that were given.
pub async fn answer_all(
    phone: &Phone,
    answers: &Map<String, Value>,
    mut at: impl AsyncFnMut(&Phone, &str) -> Result<()>,
) -> Result<Map<String, Value>> {
    let mut given = Map::new();
    loop {
        if !phone.has("[data-fact]").await? {
            // The results come as soon as the money is settled; the rest is asked of who wants it.
            if !phone.has("[data-action=next]").await? {
                break;
            }
            phone.tap("[data-action=next]").await?;
            phone.see("[data-fact]").await?;
        }
        let Some(fact) = phone.attribute("[data-fact]", "data-fact").await? else {
            break;
        };
        if given.contains_key(&fact) || given.len() > TOO_MANY {
            return Err(format!("asked again: {fact}").into());
        }
        at(phone, &fact).await?;
        let rows = rows(phone).await?;
        let answered = if rows.is_empty() {
            let value = answers.get(&fact).cloned().unwrap_or(Value::Null);
            answer(phone, &fact, &value)
                .await
                .map_err(|error| format!("{fact} = {value}: {error}"))?;
            format!("{fact} = {value}")
        } else {
            let mut denied = phone.has("input[name=none]").await?;
            for row in &rows {
                let value = answers.get(row).cloned().unwrap_or(Value::Null);
                denied &= value == Value::Bool(false);
                answer_row(phone, row, &value)
                    .await
                    .map_err(|error| format!("{row} = {value}: {error}"))?;
            }
            if denied {
                phone.tap_label("input[name=none]").await?;
            }
            phone.tap("[data-action=continue]").await?;
            format!("{rows:?}")
        };
        let gone = format!(
            "const q = document.querySelector('[data-fact]');
             return !q || q.dataset.fact !== '{fact}'"
        );
        phone
            .until(&format!("the question after {answered}"), &gone)
            .await?;
        let rows = if rows.is_empty() { vec![fact] } else { rows };
        for row in rows {
            let value = answers.get(&row).cloned().unwrap_or(Value::Null);
            if given.insert(row.clone(), value).is_some() {
                return Err(format!("asked again: {row}").into());
            }
        }
    }
    Ok(given)
}

/// One question of each kind, by its address: every fact that was given alone, every list as it
/// was asked.
pub async fn kinds(
    phone: &Phone,
    address: &str,
    answers: &Map<String, Value>,
) -> Result<BTreeMap<String, String>> {
    let mut kinds: BTreeMap<String, String> = BTreeMap::new();
    let given = answer_all(phone, answers, async |phone, fact| {
        let kind = phone.run(KIND, Vec::new()).await?;
        if let Some(kind @ ("list" | "fields")) = kind.as_str() {
            let hash = || format!("#/q/{fact}");
            kinds.entry(kind.to_owned()).or_insert_with(hash);
        }
        Ok(())
    })
    .await?;
    for fact in given.keys() {
        let hash = format!("#/edit/{fact}");
        phone.go(&format!("{address}{hash}")).await?;
        phone.see(&format!("[data-fact='{fact}']")).await?;
        let kind = phone.run(KIND, Vec::new()).await?;
        let kind = kind.as_str().ok_or("a question without a kind")?;
        kinds.entry(kind.to_owned()).or_insert(hash);
    }
    Ok(kinds)
}

/// The kind of the question that is shown, by its controls.
const KIND: &str = "
    const q = document.querySelector('[data-fact]');
    return q.querySelector('[data-unticked]') ? 'list'
        : q.querySelector('form > * > [data-row]') ? 'fields'
        : q.querySelector('[data-action=add-record]') ? 'records'
        : q.querySelector('select') ? 'date'
        : q.querySelector('input[type=checkbox][data-answer]') ? 'set'
        : q.querySelector('input[inputmode]') ? 'number'
        : q.querySelector('[data-answer=yes]') ? 'yes-no' : 'choice'";

/// The facts of the list that is shown; none for a single question.
async fn rows(phone: &Phone) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('[data-fact] form > * > [data-row], \
                  [data-fact] form > [data-row]')].map(row => row.dataset.row)";
    Ok(serde_json::from_value(
        phone.run(script, Vec::new()).await?,
    )?)
}

/// Answers one row of a list. An unticked row needs no action.
async fn answer_row(phone: &Phone, row: &str, value: &Value) -> Result<()> {
    let unticked = format!("[data-row='{row}'][data-unticked]");
    if !phone.has(&unticked).await? {
        return fill(phone, row, value).await;
    }
    match value {
        Value::Bool(true) => phone.tap_label(&format!("[data-row='{row}'] input")).await,
        Value::Bool(false) => Ok(()),
        Value::Null => phone.tap(&format!("[data-row='{row}'] button")).await,
        Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            Err(format!("a row takes no {value}").into())
        }
    }
}

/// Answers the question that is shown.
async fn answer(phone: &Phone, fact: &str, value: &Value) -> Result<()> {
    let option = |id: &str| format!("[data-fact='{fact}'] [data-answer='{id}']");
    // A button answers at once; a box is ticked by its label.
    let on = |id: &str| format!("[data-fact='{fact}'] input[data-answer='{id}']");
    match value {
        Value::Null if phone.has(&on("unsure")).await? => {
            phone.tap_label(&on("unsure")).await?;
            phone.tap("[data-action=continue]").await
        }
        Value::Null => phone.tap(&option("unsure")).await,
        Value::Bool(yes) => phone.tap(&option(if *yes { "yes" } else { "no" })).await,
        Value::Array(records) if records.iter().any(Value::is_object) => {
            for record in records {
                phone.tap("[data-action=add-record]").await?;
                phone.see("[data-action=save-record]").await?;
                fill_record(phone, record.as_object().ok_or("a record is no record")?).await?;
                phone.tap("[data-action=save-record]").await?;
                phone.see("[data-action=add-record]").await?;
            }
            phone.tap("[data-action=continue]").await
        }
        Value::Array(options) if options.is_empty() => {
            if phone.has(&on("none")).await? {
                phone.tap_label(&on("none")).await?;
                return phone.tap("[data-action=continue]").await;
            }
            phone.tap(&option("none")).await
        }
        Value::Array(options) => {
            for chosen in options {
                let chosen = chosen.as_str().ok_or("an option is no text")?;
                phone.tap_label(&on(chosen)).await?;
            }
            phone.tap("[data-action=continue]").await
        }
        Value::String(text) if phone.has(&option(text)).await? => phone.tap(&option(text)).await,
        Value::String(_) | Value::Number(_) => {
            fill(phone, fact, value).await?;
            phone.tap("[data-action=continue]").await
        }
        Value::Object(_) => Err("no question takes named parts".into()),
    }
}

/// Fills the fields of a record that are asked: first what kind it is, then what that brings. What
/// never comes cannot matter; the results are compared with those of the whole record.
async fn fill_record(phone: &Phone, record: &serde_json::Map<String, Value>) -> Result<()> {
    let mut left: Vec<(&String, &Value)> = record.iter().collect();
    for _ in 0..2 {
        let mut hidden = Vec::new();
        for (field, value) in left {
            if phone.has(&format!("[data-row='{field}']")).await? {
                fill(phone, field, value).await?;
            } else {
                hidden.push((field, value));
            }
        }
        left = hidden;
    }
    Ok(())
}

/// Fills one field of a form.
async fn fill(phone: &Phone, field: &str, value: &Value) -> Result<()> {
    match value {
        Value::Null => Ok(()),
        Value::Bool(yes) => {
            let answer = if *yes { "yes" } else { "no" };
            phone
                .tap(&format!("[data-field='{field}'][data-answer={answer}]"))
                .await
        }
        Value::Number(digits) => {
            phone
                .write(&format!("input[name='{field}']"), &digits.to_string())
                .await
        }
        Value::String(text) => {
            if phone.has(&format!("select[name='{field}-year']")).await? {
                choose_day(phone, field, text).await
            } else if phone
                .has(&format!("input[name='{field}'][inputmode]"))
                .await?
            {
                phone.write(&format!("input[name='{field}']"), text).await
            } else {
                phone
                    .tap_label(&format!("input[name='{field}'][data-answer='{text}']"))
                    .await
            }
        }
        Value::Array(options) => {
            let none = [Value::from("none")];
            let chosen = if options.is_empty() {
                &none
            } else {
                options.as_slice()
            };
            for option in chosen {
                let option = option.as_str().ok_or("an option is no text")?;
                phone
                    .tap_label(&format!("input[name='{field}'][data-answer='{option}']"))
                    .await?;
            }
            Ok(())
        }
        Value::Object(_) => Err(json!({field: value}).to_string().into()),
    }
}

/// Chooses a day, or a month or year where only that is known.
pub async fn choose_day(phone: &Phone, field: &str, day: &str) -> Result<()> {
    let parts: Vec<&str> = day.split('-').collect();
    if parts.len() < 3 {
        phone
            .tap_label(&format!("input[name='{field}-coarse']"))
            .await?;
    }
    for (part, key) in parts.iter().zip(["year", "month", "day"]) {
        let value = part.trim_start_matches('0');
        phone
            .choose(&format!("select[name='{field}-{key}']"), value)
            .await?;
    }
    Ok(())
}
