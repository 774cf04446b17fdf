//! `huice test`: the examples that stand beside the rules.
