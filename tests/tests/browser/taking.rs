//! Taking the results away: as text, on paper, as an image.

use crate::case::Case;
use crate::phone::{Phone, Result, Screen};
use crate::walk::{answer_all, start};
use crate::with_phone;
use serde_json::json;
use std::collections::BTreeSet;
use std::io::Read;

async fn at_results(phone: &Phone, address: &str) -> Result<()> {
    let case = Case::read("G24", "a")?;
    start(phone, address, &case, &["founder"]).await?;
    answer_all(phone, &case.answers, async |_, _| Ok(())).await?;
    phone.see("[data-certain]").await
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn text_is_copied_or_left_selected() {
    with_phone("copy", Screen::Phone, async |phone, address| {
        at_results(&phone, &address).await?;
        phone.tap(".menu > summary").await?;
        phone.tap(".menu [data-action=text]").await?;
        phone.see("#plain").await?;
        let status_text = "document.querySelector('[role=status].hint').textContent";
        for (can, wanted) in [("true", "已复制"), ("false", "长按")] {
            let refuse = format!("document.execCommand = () => {can}");
            phone.run(&refuse, Vec::new()).await?;
            phone.tap("[data-action=copy]").await?;
            phone
                .until(
                    wanted,
                    &format!("return {status_text}.includes('{wanted}')"),
                )
                .await?;
        }
        let whole = "return (f => f === document.activeElement && f.selectionStart === 0
            && f.selectionEnd === f.value.length && f.value.length > 200)(document.getElementById('plain'))";
        if phone.run(whole, Vec::new()).await? != json!(true) {
            return Err("the text is not selected".into());
        }
        Ok(())
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn an_image_is_drawn() {
    with_phone("picture", Screen::Phone, async |phone, address| {
        at_results(&phone, &address).await?;
        let sum = phone
            .text("document.querySelector('.sum b').textContent")
            .await?;
        phone.go(&format!("{address}#/picture")).await?;
        phone.see("#shot").await?;
        let drawn = "return (i => i.complete && i.naturalWidth === 750 && i.naturalHeight > 600
            && i.src.startsWith('data:image/png'))(document.getElementById('shot'))";
        phone.until("the image", drawn).await?;
        let alt = phone.text("document.getElementById('shot').alt").await?;
        if !alt.contains(&format!("{sum} 元")) {
            return Err(format!("{sum} is not in the image: {alt}").into());
        }
        // It is more than a white page.
        let ink = "const i = document.getElementById('shot'), c = document.createElement('canvas');
            c.width = i.naturalWidth; c.height = i.naturalHeight;
            const pen = c.getContext('2d'); pen.drawImage(i, 0, 0);
            return pen.getImageData(0, 0, c.width, c.height).data.filter(n => n < 128).length";
        let ink = phone
            .run(ink, Vec::new())
            .await?
            .as_u64()
            .unwrap_or_default();
        if ink < 5000 {
            return Err(format!("{ink} dark values in the image").into());
        }
        let complaints = phone.complaints().await?;
        if complaints.is_empty() {
            Ok(())
        } else {
            Err(complaints.join("\n").into())
        }
    });
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn the_sheet_is_printed_with_every_reason() {
    with_phone("print", Screen::Wide, async |phone, address| {
        at_results(&phone, &address).await?;
        phone.go(&format!("{address}#/print")).await?;
        phone.see(".paper").await?;
        let items = "return [...document.querySelectorAll('[data-paper]')].map(i =>
            [i.dataset.paper, i.querySelectorAll('td')[4].textContent])";
        let items: Vec<[String; 2]> = serde_json::from_value(phone.run(items, Vec::new()).await?)?;
        let bare: Vec<&[String; 2]> = items.iter().filter(|i| !i[1].contains('〔')).collect();
        if items.len() < 3 || !bare.is_empty() {
            return Err(format!("{} items, without a clause: {bare:?}", items.len()).into());
        }
        let media = json!({"media": "print"});
        phone.order("Emulation.setEmulatedMedia", media).await?;
        let seen = "[...document.querySelectorAll('header.top, .foot, .step, .acts')]
            .filter(e => e.offsetHeight > 0).map(e => e.className).join(' ')";
        let seen = phone.text(seen).await?;
        if !seen.is_empty() {
            return Err(format!("on paper: {seen}").into());
        }
        let sheet = phone
            .text("[...document.querySelectorAll('.paper')].map(p => p.innerText).join('')")
            .await?;
        let made = phone
            .order("Page.printToPDF", json!({"preferCSSPageSize": true}))
            .await?;
        let pdf = base64(made["data"].as_str().ok_or("no PDF")?);
        let (pages, signs) = read(&pdf);
        // What to ask, and the reasons behind it.
        if !(2..=3).contains(&pages) {
            return Err(format!("{pages} pages").into());
        }
        let lost: BTreeSet<char> = sheet
            .chars()
            .filter(|c| !c.is_whitespace() && !signs.contains(c))
            .collect();
        // A font may draw a sign and its twin (the radical ⼝ for 口) by one shape, and name the twin.
        let twins = signs.iter().filter(|c| !sheet.contains(**c)).count();
        println!("print: {} policies on {pages} pages", items.len());
        if lost.len() <= twins {
            Ok(())
        } else {
            Err(format!("not on paper: {lost:?}").into())
        }
    });
}

/// Bytes from base 64.
fn base64(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut bits, mut held) = (0u32, 0);
    for sign in text.bytes() {
        let value = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held & 255) as u8);
        }
    }
    out
}

/// How many A4 pages a PDF has, and every character on them: its fonts hold those that are
/// used, and tables of what each means.
fn read(pdf: &[u8]) -> (usize, BTreeSet<char>) {
    let raw = String::from_utf8_lossy(pdf);
    let pages = raw
        .split("/MediaBox")
        .skip(1)
        .filter(|rest| {
            rest.trim_start().starts_with("[0 0 59")
                && rest.get(..40).is_some_and(|r| r.contains(" 84"))
        })
        .count();
    let mut signs = BTreeSet::new();
    for at in find(pdf, b"stream") {
        let mut begin = at + b"stream".len();
        while matches!(pdf.get(begin), Some(b'\r' | b'\n')) {
            begin += 1;
        }
        let mut text = Vec::new();
        let packed = pdf.get(begin..).unwrap_or_default();
        // A stream that is no table, or not packed, is skipped.
        drop(flate2::read::ZlibDecoder::new(packed).read_to_end(&mut text));
        let text = String::from_utf8_lossy(&text);
        if text.contains("begincmap") {
            signs.extend(table(&text));
        }
    }
    (pages, signs)
}

fn find(bytes: &[u8], part: &[u8]) -> Vec<usize> {
    let all = bytes.windows(part.len()).enumerate();
    all.filter(|(_, w)| *w == part).map(|(at, _)| at).collect()
}

/// The signs of one table: `<code> <sign>`, or `<first> <last> <sign of the first>`.
fn table(text: &str) -> Vec<char> {
    let mut signs = Vec::new();
    let mut kind = "";
    for line in text.lines() {
        let numbers: Vec<u32> = line
            .split(['<', '>', ' '])
            .filter(|part| !part.is_empty())
            .filter_map(|part| u32::from_str_radix(part, 16).ok())
            .collect();
        if line.contains("beginbfchar") {
            kind = "char";
        } else if line.contains("beginbfrange") {
            kind = "range";
        } else if line.contains("endbf") {
            kind = "";
        } else {
            match (kind, numbers.as_slice()) {
                ("char", [_, sign]) => signs.extend(char::from_u32(*sign)),
                ("range", [first, last, sign]) => {
                    signs.extend((0..=last - first).filter_map(|n| char::from_u32(sign + n)));
                }
                _ => {}
            }
        }
    }
    signs
}

#[test]
fn base_64_is_read() {
    assert_eq!(base64("aHVpY2U="), b"huice");
    assert_eq!(table("1 beginbfchar\n<0001> <6C5F>\nendbfchar"), ['江']);
}
