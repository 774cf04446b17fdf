//! A file that is damaged further on: the rows before it are kept.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "tests may fail loudly"
)]

use arrow::array::{BooleanArray, RecordBatch, StringArray};
use arrow::ipc::writer::StreamWriter;
use huice_batch::{Job, Options, screen};
use huice_core::{CompiledLaw, Date};
use huice_source::Source;
use huice_syntax::Lang;
use std::path::Path;
use std::sync::Arc;

/// The bytes of a stream of so many batches of 1,000 people.
fn stream(batches: usize) -> Vec<u8> {
    let people = |batch: usize| {
        let names = (0..1000).map(|n| format!("{batch}-{n}"));
        let local = BooleanArray::from(vec![true; 1000]);
        RecordBatch::try_from_iter([
            (
                "person",
                Arc::new(StringArray::from_iter_values(names)) as _,
            ),
            ("hukou_local", Arc::new(local) as _),
        ])
        .unwrap()
    };
    let mut writer = StreamWriter::try_new(Vec::new(), &people(0).schema()).unwrap();
    (0..batches).for_each(|batch| writer.write(&people(batch)).unwrap());
    writer.into_inner().unwrap()
}

#[test]
fn a_stream_that_breaks_off_keeps_the_rows_before_the_break() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("damaged");
    drop(std::fs::remove_dir_all(&folder));
    std::fs::create_dir_all(&folder).unwrap();
    let (input, output) = (folder.join("in.arrow"), folder.join("out.csv"));
    let cut = stream(2).len() + 200;
    std::fs::write(&input, &stream(5)[..cut]).unwrap();
    let source = Source {
        rules: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules"),
        pack: None,
        lang: Lang::Zh,
    };
    let law: CompiledLaw = source.law(Some("320281")).unwrap().into();
    let outcome = screen(&Job {
        law: &law,
        as_of: Date::parse("2020-06-30").unwrap(),
        input: &input,
        output: &output,
        person: "person",
        options: Options {
            only: vec![0],
            all: true,
        },
        threads: Some(2),
        progress: false,
    })
    .unwrap();
    assert_eq!((outcome.summary.people, outcome.summary.errors), (2000, 1));
    assert_eq!(outcome.first_errors[0].row, 2001);
    assert!(
        outcome.first_errors[0]
            .problem
            .contains("从这一行起读不出来")
    );
    let rows = std::fs::read_to_string(&output).unwrap();
    assert_eq!(rows.lines().count(), 1 + 2000);
    assert!(rows.contains("\n1-999,") && !rows.contains("\n2-0,"));
}
