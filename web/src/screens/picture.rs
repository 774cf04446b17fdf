//! The results as an image: the way out of a web view that neither copies nor prints. It is drawn
//! on this device and shown as a picture to press long.

use crate::components::Ui;
use crate::components::age::{origin_of, year};
use crate::components::layout::{column, lead, where_and_when};
use crate::components::text::unbroken;
use crate::labels::{self, Group};
use crate::state::State;
use huice_core::text;
use huice_zh::CALL_FIRST;
use huice_zh::words;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};
use yew::prelude::*;

/// Width of the image, and of the margin on each side, in its own points.
const WIDTH: u32 = 750;
const MARGIN: u32 = 48;

/// Most policies that are named: a longer picture is scaled down until nobody can read it.
const NAMED: usize = 24;

/// A line of text: its size, whether it is heavy, whether it is soft, and what it says.
struct Line {
    size: u32,
    heavy: bool,
    soft: bool,
    text: String,
}

/// The screen.
pub fn picture(ui: &Ui) -> Html {
    let lines = lines(ui.state);
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    let inside = html! {
        <>
            if let Some(address) = draw(&lines) {
                { lead("长按图片，再点“保存图片”或“发送给朋友”。图片只在这台设备上画，没有上传。") }
                <img class="shot gap4" id="shot" src={address} alt={text::joined(&texts, "。")} />
            } else {
                <p class="lead">
                    { "这个浏览器画不了图片。请用" }
                    <a href="#/text">{ "“复制或打印”" }</a>
                    { "，把结果当文字带走。" }
                </p>
            }
        </>
    };
    column(ui, where_and_when(ui), "存成图片", inside)
}

/// What the image says.
fn lines(state: &State) -> Vec<Line> {
    let mut all = Vec::new();
    let mut line = |size, heavy, soft, text: String| {
        all.push(Line {
            size,
            heavy,
            soft,
            text,
        });
    };
    let (Some(law), Some(view)) = (state.session.law(), &state.results.view) else {
        return all;
    };
    line(40, true, false, "就业创业政策计算结果".into());
    let when = format!(
        "{}，按{}算",
        law.place_name,
        words::day(state.session.as_of)
    );
    line(26, false, true, when);
    if let Some(origin) = origin_of(state, law) {
        line(26, false, true, origin.warning());
    }
    line(26, false, true, "按文件算".into());
    line(
        60,
        true,
        false,
        format!("{} 元", labels::sum(view.own.certain)),
    );
    let mut left = NAMED;
    for group in [
        Group::Yes,
        Group::Office,
        Group::Later,
        Group::Ask,
        Group::Judge,
    ] {
        let of = state.session.listed(law, view, group);
        if of.is_empty() {
            continue;
        }
        line(
            30,
            true,
            false,
            format!("{}　{} 项", group.heading().0, of.len()),
        );
        for (instrument, outcome) in of.iter().take(left) {
            let amount = words::amount(&outcome.amount);
            line(
                26,
                false,
                false,
                format!(
                    "· {}（{}）：{amount}",
                    instrument.title,
                    year(law, instrument.cite.document, state.session.as_of)
                ),
            );
        }
        if of.len() > left {
            line(
                26,
                false,
                true,
                format!("还有 {} 项", of.len().saturating_sub(left)),
            );
        }
        left = left.saturating_sub(of.len());
    }
    let end = format!(
        "{}。按文件条文推算，给不给以经办部门为准。{CALL_FIRST}",
        state.site.line()
    );
    line(24, false, true, end);
    all
}

/// Cuts a text into rows that fit, between words where it can. Signs of the plane of Latin letters are half as wide as others.
fn rows(text: &str, size: u32) -> Vec<String> {
    // In half signs.
    let room = (WIDTH - 2 * MARGIN) * 2 / size;
    let mut rows = vec![String::new()];
    let mut taken = 0;
    for word in unbroken(text) {
        let whole: u32 = word.chars().map(wide).sum();
        let mut full = taken > 0 && taken + whole > room;
        for sign in word.chars() {
            // A mark does not begin a row.
            let clings = matches!(sign, '，' | '。' | '：' | '）' | '、' | '”');
            if full || (taken + wide(sign) > room && !clings) {
                rows.push(String::new());
                taken = 0;
                full = false;
            }
            if let Some(row) = rows.last_mut() {
                row.push(sign);
            }
            taken += wide(sign);
        }
    }
    rows
}

/// How wide a sign is, in half signs.
fn wide(sign: char) -> u32 {
    if sign.is_ascii() { 1 } else { 2 }
}

/// Draws; the image as an address, where the browser can.
fn draw(lines: &[Line]) -> Option<String> {
    let canvas = web_sys::window()?
        .document()?
        .create_element("canvas")
        .ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    let rows: Vec<(&Line, Vec<String>)> = lines
        .iter()
        .map(|line| (line, rows(&line.text, line.size)))
        .collect();
    let height: u32 = rows.iter().map(|(line, rows)| tall(line, rows.len())).sum();
    canvas.set_width(WIDTH);
    canvas.set_height(height + 2 * MARGIN);
    let pen: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    pen.set_fill_style_str("#fff");
    pen.fill_rect(0.0, 0.0, f64::from(WIDTH), f64::from(height + 2 * MARGIN));
    pen.set_text_baseline("top");
    let mut y = MARGIN;
    for (line, rows) in &rows {
        let weight = if line.heavy { "600" } else { "400" };
        // The fonts of the device: none is fetched.
        pen.set_font(&format!(
            "{weight} {}px system-ui, \"PingFang SC\", \"Microsoft YaHei\", sans-serif",
            line.size
        ));
        pen.set_fill_style_str(if line.soft { "#4a5763" } else { "#17212b" });
        for (at, row) in (0u32..).zip(rows) {
            let top = y + at * pitch(line);
            pen.fill_text(row, f64::from(MARGIN), f64::from(top)).ok()?;
        }
        y += tall(line, rows.len());
    }
    canvas.to_data_url().ok()
}

/// From one row to the next.
fn pitch(line: &Line) -> u32 {
    line.size * 3 / 2
}

/// A line with the space below it; a heavy one stands apart.
fn tall(line: &Line, rows: usize) -> u32 {
    let rows = u32::try_from(rows).unwrap_or(1);
    rows * pitch(line) + if line.heavy { 12 } else { 6 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_fit_and_lose_nothing() {
        let text = "创业租金补贴：最高不超过 6000 元，按年发，一共三年，由经办部门审核以后发给创业者本人。";
        let cut = rows(text, 26);
        assert_eq!(cut.concat(), text);
        assert!(cut.len() > 1);
        for row in &cut {
            let wide: u32 = row.chars().map(wide).sum();
            assert!(wide * 26 / 2 <= WIDTH - MARGIN, "{row}");
            assert!(!row.starts_with('，') && !row.starts_with('。'), "{row}");
        }
        assert_eq!(rows("", 26), [""]);
        let two = rows("依据 2019 年的文件，已过 3 年，可能已停办或改了标准。", 26);
        assert_eq!(two.last().map(String::as_str), Some("或改了标准。"));
    }
}
