//! Messages from a wrong window or a wrong site count for nothing.

use super::{FIRST, RECORD, SECOND, Set, fits, show, wait};
use crate::drivers::Engine;
use crate::hosts::with_browser;
use crate::phone::{Phone, Result, Screen};
use serde_json::Value;

/// The heights of both frames, and how many results the host page has received.
async fn state(phone: &Phone) -> Result<(Value, Value)> {
    let heights = "return ['#here + iframe', '#second iframe']
        .map(css => document.querySelector(css).clientHeight)";
    let events = "return (window.heard || []).filter(one => one.event).length";
    let heights = phone.run(heights, Vec::new()).await?;
    Ok((heights, phone.run(events, Vec::new()).await?))
}

#[test]
#[ignore = "needs a built site and a browser: cargo xtask browser"]
fn messages_from_elsewhere_count_for_nothing() {
    let set = Set::new("");
    with_browser(
        Engine::Chromium,
        "widget-messages",
        Screen::Wide,
        async |phone| {
            phone.go(&set.page("loose")).await?;
            for frame in [FIRST, SECOND] {
                phone.enter(frame).await?;
                phone.see("[data-place]").await?;
                fits(&phone, frame).await?;
                phone.leave().await?;
            }
            let (before, _) = state(&phone).await?;
            let lie = "{type: 'huice:height', version: 1, height: 4321}";
            let result = "{type: 'huice:result', version: 1, verdicts: []}";
            phone
                .run(
                    &format!("{RECORD} postMessage({lie}, '*'); postMessage({result}, '*')"),
                    Vec::new(),
                )
                .await?;
            // From a frame that is not the one it speaks of: only its own height is its business.
            phone.enter(SECOND).await?;
            phone
                .run(
                    &format!(
                    "parent.postMessage({{type: 'huice:height', version: 2, height: 4321}}, '*');
                 parent.postMessage({{type: 'huice:height', version: 1, height: 'tall'}}, '*');
                 parent.postMessage({{type: 'huice:height', version: 1, height: 1e9}}, '*');
                 parent.postMessage({{type: 'huice:height', version: 1, height: -5}}, '*');
                 parent.frames[0].postMessage({lie}, '*');
                 parent.frames[0].postMessage({{type: 'huice:hello', version: 1}}, '*')"
                ),
                    Vec::new(),
                )
                .await?;
            phone.leave().await?;
            // All of them have arrived before this one.
            wait(
                &phone,
                "the messages",
                "return window.heard.filter(one => one.data && one.data.height === -5).length === 1",
                &[],
            )
            .await?;
            let (after, events) = state(&phone).await?;
            if before != after || events != 0 {
                return Err(format!("{before} before, {after} after, {events} events").into());
            }
            // The permitted one: its own height, and no other frame's.
            phone.enter(SECOND).await?;
            phone
                .run(&format!("parent.postMessage({lie}, '*')"), Vec::new())
                .await?;
            phone.leave().await?;
            wait(
                &phone,
                "the height that is its own",
                "return document.querySelector('#second iframe').clientHeight === 4321
                && document.querySelector('#here + iframe').clientHeight === arguments[0]",
                &[before[0].clone()],
            )
            .await?;
            // The right window, but another site in it.
            let rogue = set.page("rogue");
            show(&phone, &rogue).await?;
            wait(
                &phone,
                "the other page",
                "return document.title === '别处'",
                &[],
            )
            .await?;
            phone
                .run(
                    &format!(
                        "parent.postMessage({lie}, '*'); parent.postMessage({result}, '*');
                    parent.postMessage('last', '*')"
                    ),
                    Vec::new(),
                )
                .await?;
            phone.leave().await?;
            wait(
                &phone,
                "the last message",
                "return window.heard.some(one => one.data === 'last')",
                &[],
            )
            .await?;
            let (last, events) = state(&phone).await?;
            if last[0] != before[0] || events != 0 {
                return Err(
                    format!("a page of another site was believed: {last}, {events}").into(),
                );
            }
            Ok(())
        },
    );
}
