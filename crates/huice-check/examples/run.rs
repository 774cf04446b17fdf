//! scratch
use huice_check::*;
fn gather(dir: &std::path::Path, out: &mut Vec<SourceFile>) {
    for e in std::fs::read_dir(dir).unwrap() {
        let p = e.unwrap().path();
        if p.is_dir() {
            gather(&p, out)
        } else if p.extension().is_some_and(|e| e == "yaml") {
            out.push(SourceFile {
                path: p.to_string_lossy().into_owned(),
                text: std::fs::read_to_string(&p).unwrap(),
            });
        }
    }
}
fn main() {
    let mut files = vec![];
    gather(
        std::path::Path::new(&std::env::args().nth(1).unwrap()),
        &mut files,
    );
    let t = std::time::Instant::now();
    let c = check(&files);
    eprintln!("{:?}", t.elapsed());
    let only = std::env::args().nth(2);
    let mut n = std::collections::BTreeMap::new();
    for d in &c.diagnostics {
        *n.entry(d.code).or_insert(0) += 1;
        if only.as_deref().is_none_or(|o| d.code.starts_with(o)) {
            let src = &files.iter().find(|f| f.path == d.file).unwrap().text;
            println!("{}\n", d.render(src, false));
        }
    }
    println!("{n:?}");
    if let Some(corpus) = &c.corpus {
        for p in corpus.places() {
            if let Some(l) = corpus.law_for(&p.code) {
                println!(
                    "{} docs {} facts {} defs {} instr {} topics {:?}",
                    l.place_name,
                    l.documents.len(),
                    l.facts.len(),
                    l.definitions.len(),
                    l.instruments.len(),
                    l.topics
                );
            }
        }
        println!(
            "examples {} citations {}",
            corpus.examples().len(),
            corpus.citations().len()
        );
        use huice_core::*;
        let (mut ok, mut bad) = (0, 0);
        for e in corpus.examples() {
            let law = corpus.law_for(&e.place).unwrap();
            let (a, _) = answers::read_answers(&law, &e.answers);
            let o = evaluate(&law, e.as_of, &a)
                .into_iter()
                .find(|o| law.instruments[usize::from(o.instrument)].id == e.instrument)
                .unwrap();
            let mut why = vec![];
            if o.verdict.word() != e.expected.verdict {
                why.push(format!("verdict {:?} != {}", o.verdict, e.expected.verdict));
            }
            if let Some(x) = &e.expected.amount {
                if *x != o.amount {
                    why.push(format!("amount {:?} != {:?}", o.amount, x));
                }
            }
            if let (Some(w), outcome::Verdict::NotYet(d)) = (e.expected.when, &o.verdict) {
                if w != *d {
                    why.push(format!("when {d}"));
                }
            }
            if why.is_empty() {
                ok += 1
            } else {
                bad += 1;
                println!(
                    "{}:{} {} {}: {}",
                    e.file,
                    e.span.line,
                    e.instrument,
                    e.name,
                    why.join("; ")
                );
            }
        }
        println!("examples ok {ok} bad {bad}");
    }
}
