//! Several wrong fields: listed together, each with a link, and corrected one after the other.

use crate::case::Case;
use crate::phone::{Phone, Result, Screen, same};
use crate::walk::{answer_all, start};
use crate::with_phone;
use serde_json::{Value, json};

/// The key that leaves a field, as WebDriver names it.
const TAB: char = '\u{e004}';

/// The summary on top: the heading, and for each link its words and its target.
async fn summary(phone: &Phone) -> Result<Value> {
    let script = "const summary = document.getElementById('wrong');
        return summary && [summary.querySelector('h2').textContent,
            ...[...summary.querySelectorAll('a')].map(a => a.textContent)]";
    phone.run(script, Vec::new()).await
}

/// The error beside a field, found by the field's attributes; empty if the field is valid.
async fn beside(phone: &Phone, id: &str) -> Result<Value> {
    let script = "const field = document.getElementById(arguments[0]);
        if (field.getAttribute('aria-invalid') !== 'true') return null;
        return field.getAttribute('aria-describedby').split(' ')
            .map(id => document.getElementById(id)).find(e => e && e.matches('.errtxt')).textContent";
    phone.run(script, vec![id.into()]).await
}

/// Where the focus is, and what the field holds.
async fn focused(phone: &Phone) -> Result<Value> {
    let script = "const at = document.activeElement; return [at.id, at.value || '']";
    phone.run(script, Vec::new()).await
}

/// Empties a field, like a person who then types something else.
async fn empty(phone: &Phone, id: &str) -> Result<()> {
    let script = "const field = document.getElementById(arguments[0]);
        field.value = ''; field.dispatchEvent(new Event('input', {bubbles: true}))";
    phone.run(script, vec![id.into()]).await.map(drop)
}

/// Follows a link of the summary to its field, which still holds what was put in.
async fn follow(phone: &Phone, field: &str, holds: &str) -> Result<()> {
    phone.tap(&format!("#wrong a[href='#{field}']")).await?;
    same(
        "after the link",
        &focused(phone).await?,
        &json!([field, holds]),
    )
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn two_wrong_fields_of_a_record_are_listed_together_and_repaired_in_turn() {
    with_phone("errors-record", Screen::Phone, async |phone, address| {
        let case = Case::read("G24", "a")?;
        start(&phone, &address, &case, &["founder"]).await?;
        phone.go(&format!("{address}#/need/hires")).await?;
        phone.tap("[data-action=add-record]").await?;
        phone
            .tap_label("input[name='group'][data-answer='graduate_5y']")
            .await?;
        phone.write("#people-0", "两个").await?;
        phone.choose("select[name='hired_on-year']", "2019").await?;
        phone.tap("[data-action=save-record]").await?;

        phone.see("#wrong").await?;
        same("focus", &focused(&phone).await?, &json!(["wrong", ""]))?;
        let number = "这里只能填数字，比如 3";
        let day = "请选月份；只记得年份，就勾上“只知道年和月”";
        let both = json!([
            "有 2 处要改",
            format!("人数：{number}"),
            format!("入职日期：{day}")
        ]);
        same("on top", &summary(&phone).await?, &both)?;
        let (people, hired_on) = ("people-0", "hired_on-0");
        same("beside", &beside(&phone, people).await?, &json!(number))?;
        same("beside", &beside(&phone, hired_on).await?, &json!(day))?;
        same(
            "sound",
            &beside(&phone, "contract_months-0").await?,
            &Value::Null,
        )?;

        follow(&phone, hired_on, "2019").await?;
        phone.choose("select[name='hired_on-month']", "9").await?;
        phone.choose("select[name='hired_on-day']", "1").await?;
        let one = json!(["有 1 处要改", format!("人数：{number}")]);
        same("one put right", &summary(&phone).await?, &one)?;
        same("put right", &beside(&phone, hired_on).await?, &Value::Null)?;

        // The other one is still wrong: nothing is saved, and the focus returns.
        phone.tap("[data-action=save-record]").await?;
        same("focus", &focused(&phone).await?, &json!(["wrong", ""]))?;
        same("still", &summary(&phone).await?, &one)?;
        follow(&phone, people, "两个").await?;
        empty(&phone, people).await?;
        phone.write("#people-0", "2").await?;
        same("all put right", &summary(&phone).await?, &Value::Null)?;
        phone.tap("[data-action=save-record]").await?;
        phone.see("[data-record='0']").await?;
        Ok(())
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn two_wrong_fields_of_the_loan_are_listed_together_and_leave_the_focus() {
    with_phone("errors-loan", Screen::Phone, async |phone, address| {
        let case = Case::read("G24", "a")?;
        start(&phone, &address, &case, &["founder"]).await?;
        answer_all(&phone, &case.answers, async |_, _| Ok(())).await?;
        phone.go(&format!("{address}#/loan")).await?;
        phone.write("#loan-amount", "九万").await?;
        phone.write("#loan-months", "24").await?;
        phone.write("#loan-rate", "四").await?;
        let (amount, rate) = ("这里只能填数字，比如 7200", "这里只能填数字，比如 4.35");
        // The summary lists the field that was left, without moving the focus; it omits the one in use.
        let at = focused(&phone).await?;
        same("typing", &at, &json!(["loan-rate", "四"]))?;
        let first = json!(["有 1 处要改", format!("贷多少？：{amount}")]);
        same("while typing", &summary(&phone).await?, &first)?;
        same("in use", &beside(&phone, "loan-rate").await?, &Value::Null)?;
        phone.key(TAB).await?;
        let both = json!([
            "有 2 处要改",
            format!("贷多少？：{amount}"),
            format!("年利率？：{rate}")
        ]);
        same("together", &summary(&phone).await?, &both)?;
        same(
            "beside",
            &beside(&phone, "loan-amount").await?,
            &json!(amount),
        )?;
        same("beside", &beside(&phone, "loan-rate").await?, &json!(rate))?;
        same("sound", &beside(&phone, "loan-months").await?, &Value::Null)?;
        follow(&phone, "loan-amount", "九万").await?;
        empty(&phone, "loan-amount").await?;
        phone.write("#loan-amount", "90000").await?;
        let one = json!(["有 1 处要改", format!("年利率？：{rate}")]);
        same("one put right", &summary(&phone).await?, &one)?;
        follow(&phone, "loan-rate", "四").await?;
        empty(&phone, "loan-rate").await?;
        phone.write("#loan-rate", "4.35").await?;
        phone.see("svg.meter").await?;
        same("none", &summary(&phone).await?, &Value::Null)
    });
}
