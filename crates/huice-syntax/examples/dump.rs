//! scratch
use huice_syntax::*;
fn show(n: &Node, src: &str, d: usize) {
    let p = "  ".repeat(d);
    let t = &src[n.span.start..n.span.end];
    match &n.kind {
        Kind::Scalar(s) => println!(
            "{p}{}:{} {:?} {:?} raw={t:?}",
            n.span.line, n.span.column, s.text, s.style
        ),
        Kind::List(l) => {
            println!(
                "{p}{}:{} list flow={} end={:?}",
                n.span.line,
                n.span.column,
                n.flow,
                &t[t.len().saturating_sub(8).min(t.len())..].chars().count()
            );
            for x in l {
                show(x, src, d + 1)
            }
        }
        Kind::Map(m) => {
            println!("{p}{}:{} map flow={}", n.span.line, n.span.column, n.flow);
            for e in m {
                println!("{p} .{} @{}:{}", e.key, e.key_span.line, e.key_span.column);
                show(&e.value, src, d + 1)
            }
        }
    }
}
fn main() {
    let f = std::env::args().nth(1).unwrap();
    let src = std::fs::read_to_string(&f).unwrap();
    let p = parse(&f, &src);
    if let Some(r) = &p.root {
        show(r, &src, 0)
    }
    for d in &p.diagnostics {
        println!("{}\n", d.render(&src, false))
    }
}
