//! The JSON Schema of every shape that is printed.

use crate::{
    Changes, Contents, Evaluation, Fact, Index, ListedPolicy, Loan, LoanTerms, Outcome, Place,
    Plan, Question,
};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;

/// Every schema with the name of its file, without its ending.
#[must_use]
pub fn all() -> Vec<(&'static str, Schema)> {
    vec![
        ("evaluation", of::<Evaluation<'_>>()),
        ("explanation", of::<Vec<Outcome<'_>>>()),
        ("outcome", of::<Outcome<'_>>()),
        ("question", of::<Option<Question<'_>>>()),
        ("changes", of::<Changes<'_>>()),
        ("plan", of::<Plan<'_>>()),
        ("loan", of::<Loan>()),
        ("loan-terms", of::<LoanTerms>()),
        ("contents", of::<Contents<'_>>()),
        ("facts", of::<Vec<Fact<'_>>>()),
        ("policies", of::<Vec<ListedPolicy<'_>>>()),
        ("index", of::<Index<'_>>()),
        ("places", of::<Vec<Place<'_>>>()),
    ]
}

fn of<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12()
        .for_serialize()
        .with_transform(RecursiveTransform(missing_is_not_null));
    SchemaGenerator::new(settings).into_root_schema_for::<T>()
}

/// A key that may be missing is never `null`: where there is nothing, it is missing.
fn missing_is_not_null(schema: &mut Schema) {
    let Some(object) = schema.as_object_mut() else {
        return;
    };
    let required = object.get("required").and_then(Value::as_array).cloned();
    let required = required.unwrap_or_default();
    let Some(Value::Object(properties)) = object.get_mut("properties") else {
        return;
    };
    for (name, property) in properties {
        if required.iter().any(|own| own == name) {
            continue;
        }
        if let Some(Value::Array(types)) = property.get_mut("type") {
            types.retain(|own| own != "null");
        }
        if let Some(Value::Array(any)) = property.get_mut("anyOf") {
            any.retain(|own| own.get("type") != Some(&Value::from("null")));
        }
    }
}
