//! Positions in a file.

/// A piece of a file. Lines and columns count from 1, columns in characters (not bytes, not
/// screen cells); `start..end` are bytes of the file's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Line of the first character, from 1.
    pub line: u32,
    /// Column of the first character, from 1.
    pub column: u32,
}

impl Span {
    /// The span from the start of this one to the end of the other.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            end: other.end.max(self.end),
            ..self
        }
    }
}

/// The lines of a text, to find line and column of a byte.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Counts the lines of a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        Self { text, starts }
    }

    /// How many lines; the empty piece after a last line break counts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is no line: never.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// A line from 1, without its line break; empty if there is no such line.
    #[must_use]
    pub fn line(&self, number: usize) -> &'t str {
        let Some(start) = number.checked_sub(1).and_then(|n| self.starts.get(n)) else {
            return "";
        };
        let end = self
            .starts
            .get(number)
            .map_or(self.text.len(), |next| next - 1);
        self.text
            .get(*start..end)
            .unwrap_or("")
            .trim_end_matches('\r')
    }

    /// First byte of a line from 1; the text's end if there is no such line.
    #[must_use]
    pub fn start(&self, number: usize) -> usize {
        let found = number.checked_sub(1).and_then(|n| self.starts.get(n));
        found.copied().unwrap_or(self.text.len())
    }

    /// The span of some bytes. Bounds are moved to the nearest character before.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        let start = self.text.floor_char_boundary(start);
        let end = self.text.floor_char_boundary(end.max(start));
        let line = self.starts.partition_point(|s| *s <= start).max(1);
        let first = self.start(line);
        let column = self.text.get(first..start).map_or(0, |t| t.chars().count()) + 1;
        Span {
            start,
            end,
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
        }
    }
}
