//! Names, types, units, dates and citations: from a tree to the core's intermediate form, with diagnostics.
