//! The npm package: JS types and conversion only.
