//! For tests only: a naive evaluator by enumeration.
