//! Tables whose columns line up under wide characters.

use unicode_width::UnicodeWidthStr;

/// Lays rows out in columns, two spaces apart. The last column is left as long as it is.
pub(crate) fn table(head: &[&str], rows: &[Vec<String>]) -> String {
    let mut widths: Vec<usize> = head.iter().map(|h| h.width()).collect();
    for row in rows {
        for (cell, width) in row.iter().zip(&mut widths) {
            *width = (*width).max(cell.width());
        }
    }
    let line = |cells: &[&str]| -> String {
        let last = cells.len().saturating_sub(1);
        let mut text = String::new();
        for (at, (cell, width)) in cells.iter().zip(&widths).enumerate() {
            text.push_str(cell);
            if at < last {
                let gap = width.saturating_sub(cell.width()) + 2;
                text.extend(std::iter::repeat_n(' ', gap));
            }
        }
        text.trim_end().to_owned()
    };
    let mut lines = vec![line(head)];
    for row in rows {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        lines.push(line(&cells));
    }
    lines.join("\n")
}
