//! The hand-worked cases of `golden/`, and the command line's results for the same answers.

use crate::phone::Result;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

/// One variant of one case.
pub struct Case {
    /// `G01b`.
    pub name: String,
    /// Code of the place.
    pub place: String,
    /// The day.
    pub as_of: String,
    /// Roles; empty: the roles of the expected instruments.
    pub roles: Vec<String>,
    /// Answers by fact; null for what is not known.
    pub answers: Map<String, Value>,
    /// The verdicts that were derived by hand, by instrument.
    pub expected: BTreeMap<String, String>,
}

impl Case {
    /// Reads variant `b` of case `G01`.
    pub fn read(case: &str, variant: &str) -> Result<Self> {
        let file = huice_tests::root().join(format!("tests/golden/{}.json", case.to_lowercase()));
        let json: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
        let variants = json["variants"].as_array().ok_or("no variants")?;
        let chosen = variants
            .iter()
            .find(|v| v["name"] == variant)
            .ok_or("no such variant")?;
        let mut answers = json["answers"].as_object().cloned().unwrap_or_default();
        answers.extend(chosen["answers"].as_object().cloned().unwrap_or_default());
        let expected = chosen["expect"].as_object().cloned().unwrap_or_default();
        let verdict = |value: Value| value["verdict"].as_str().unwrap_or_default().to_owned();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Ok(Self {
            name: format!("{case}{variant}"),
            place: text(&json["place"]),
            as_of: text(&chosen["as_of"]),
            roles: Vec::new(),
            answers,
            expected: expected
                .into_iter()
                .map(|(id, value)| (id, verdict(value)))
                .collect(),
        })
    }

    /// Reads one of the people of `people/`, by the number that the file's name begins with.
    pub fn person(number: usize) -> Result<Self> {
        let begin = format!("{number:02}-");
        let entries = std::fs::read_dir(huice_tests::root().join("tests/people"))?;
        let file = entries
            .flatten()
            .find(|entry| entry.file_name().to_string_lossy().starts_with(&begin))
            .ok_or_else(|| format!("nobody has the number {number}"))?;
        let json: Value = serde_json::from_str(&std::fs::read_to_string(file.path())?)?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let roles = json["roles"].as_array().ok_or("no roles")?;
        Ok(Self {
            name: text(&json["name"]),
            place: text(&json["place"]),
            as_of: text(&json["as_of"]),
            roles: roles.iter().map(text).collect(),
            answers: json["answers"].as_object().cloned().ok_or("no answers")?,
            expected: BTreeMap::new(),
        })
    }

    /// The results of `huice evaluate` for these answers, by instrument.
    pub fn evaluate(&self, answers: &Map<String, Value>) -> Result<BTreeMap<String, ShownResult>> {
        let json = self.ask(&["evaluate"], answers)?;
        let outcomes = json["outcomes"]
            .as_array()
            .ok_or_else(|| format!("no outcomes: {json}"))?;
        Ok(outcomes.iter().map(ShownResult::of).collect())
    }

    /// The output of a command of `huice` for these answers, in this place and on this day.
    pub fn ask(&self, words: &[&str], answers: &Map<String, Value>) -> Result<Value> {
        let mut words = words.to_vec();
        words.extend(["--place", &self.place, "--as-of", &self.as_of]);
        words.extend(["--answers", "-"]);
        self.run(&words, &serde_json::to_string(answers)?)
    }

    /// The output of a command of `huice`, as JSON.
    pub fn run(&self, words: &[&str], input: &str) -> Result<Value> {
        let mut huice = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "--package", "huice-cli", "--", "--json"])
            .args(words)
            .current_dir(huice_tests::root())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut pipe = huice.stdin.take().ok_or("no standard input")?;
        pipe.write_all(input.as_bytes())?;
        drop(pipe);
        let output = huice.wait_with_output()?;
        let parsed = serde_json::from_slice(&output.stdout);
        parsed.map_err(|error| format!("huice ended with {}: {error}", output.status).into())
    }
}

/// The result of one instrument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownResult {
    /// The word of the wire.
    pub verdict: String,
    /// The amount in words.
    pub amount: String,
    /// The kind of instrument, if it is given too.
    pub kind: String,
    /// The roles that look for it, if they are given too.
    pub roles: Vec<String>,
    /// Whether nothing but the word of an office is missing.
    pub waits_for_office: bool,
    /// The instrument of the district that restates this one.
    pub restated_by: Option<String>,
}

impl ShownResult {
    fn of(outcome: &Value) -> (String, Self) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let roles = outcome["roles"].as_array().cloned().unwrap_or_default();
        let needs = outcome["needs"].as_array().cloned().unwrap_or_default();
        let shown = Self {
            verdict: text(&outcome["verdict"]),
            amount: text(&outcome["amount"]["text"]),
            kind: text(&outcome["kind"]),
            roles: roles.iter().map(text).collect(),
            waits_for_office: !needs.is_empty() && needs.iter().all(|n| n["kind"] == "judgement"),
            restated_by: outcome["restated_by"].as_str().map(str::to_owned),
        };
        (text(&outcome["id"]), shown)
    }
}
