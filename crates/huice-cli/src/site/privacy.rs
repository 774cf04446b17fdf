//! What is kept where, that nothing is sent, and how anybody can check that.

use super::html::{Tag, el};
use super::page::{Page, p, section, table};

/// The page.
pub(crate) fn page() -> Page {
    Page {
        name: "privacy.html".into(),
        heading: "隐私说明，和怎么自己核实".into(),
        about: "回答只留在您的设备上，不上传；这里写明哪里存了什么，以及怎么自己核实。".into(),
        path: vec![("index.html".into(), "所有地方".into())],
        inside: vec![
            p("您的回答不离开您的设备。不用登录，不问姓名和身份证号，没有统计代码，不用 Cookie。")
                .at("class", "lead"),
            kept(),
            sent(),
            clear(),
            check(),
        ],
    }
}

fn kept() -> Tag {
    let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
    let rows = [
        row([
            "您的回答",
            "这一次打开的页面（sessionStorage）",
            "关掉页面，或点“全部清除”",
        ]),
        row([
            "您点了“同意”存下来的回答",
            "这台设备的浏览器（localStorage）",
            "太久没打开（一般 90 天），或点“全部清除”",
        ]),
        row([
            "选过的地方",
            "这台设备的浏览器（localStorage）",
            "点“全部清除”，或在浏览器里清除网站数据",
        ]),
        row([
            "字号和颜色",
            "这台设备的浏览器（localStorage）",
            "在浏览器里清除网站数据",
        ]),
        row([
            "程序和规则文件",
            "浏览器的缓存，没有网也能用；里面没有您的回答",
            "在浏览器里清除网站数据",
        ]),
    ];
    section("哪里存了什么")
        .put(table(
            "全部存放的东西",
            &["是什么", "存在哪里", "怎么没有的"],
            &rows,
        ))
        .put(p(
            "浏览器不让存的时候，页面照样能用，只是刷新以后要重新答。",
        ))
}

fn sent() -> Tag {
    section("向外发了什么")
        .put(p(
            "打开页面时，浏览器向这个网站要程序文件，选好地方以后要那个地方的规则文件。\
             网站的服务器和别的网站一样，能看到要了哪个文件、什么时候要的、从哪个网络地址来。\
             它看不到您的回答：从第一道题到最后的结果，页面不再要任何东西。",
        ))
        .put(p(
            "第一次打开以后，浏览器会在后台把程序存好，以便没有网的时候用。这也只是下载，不带您的任何信息。",
        ))
        .put(p(
            "不向别的网站要任何东西。网址里 # 后面的部分，浏览器不会发给服务器。",
        ))
}

fn clear() -> Tag {
    section("用的是公用电脑").put(p("走之前，在“核对回答”里点“全部清除”，再关掉页面。"))
}

fn check() -> Tag {
    let ways = [
        (
            "打开飞行模式",
            "页面打开、选好地方以后，打开飞行模式，接着答题。题照样出，结果照样算，可见没有用到网络。",
        ),
        (
            "看网络记录",
            "在电脑上按 F12，打开“网络”（Network），清空记录，从第一道题答到结果。记录一直是空的。",
        ),
        (
            "看内容安全策略",
            "在“网络”里点第一个文件，看响应头 Content-Security-Policy。\
             里面的 connect-src 'self' 和 form-action 'none' 让浏览器自己挡住向别处发送。\
             页面源代码里也写了同样的限制。",
        ),
        (
            "核对文件",
            "网站根目录的 sha256sums.txt 列出每个文件的 SHA-256。\
             把文件下载下来自己算一遍，或者用同一份源代码构建一遍，应当一样。\
             规则另有 JSON 版，在 law 目录里，可以直接读。",
        ),
    ];
    section("怎么自己核实").put(
        el("ol").each(
            ways.into_iter()
                .map(|(name, words)| el("li").put(el("strong").text(name)).put(p(words))),
        ),
    )
}
