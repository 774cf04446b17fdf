//! HTML that cannot be broken by its texts: every text and every value goes through one
//! escape, and only names that stand in this program become tags and attributes.

/// Elements without an end.
const VOID: [&str; 2] = ["link", "meta"];

/// An element on its way.
#[derive(Debug, Clone)]
pub(crate) struct Tag {
    name: &'static str,
    attributes: String,
    inside: String,
}

/// An empty element.
pub(crate) fn el(name: &'static str) -> Tag {
    Tag {
        name,
        attributes: String::new(),
        inside: String::new(),
    }
}

impl Tag {
    /// An attribute.
    pub(crate) fn at(mut self, name: &'static str, value: &str) -> Self {
        self.attributes.push(' ');
        self.attributes.push_str(name);
        self.attributes.push_str("=\"");
        escape(value, &mut self.attributes);
        self.attributes.push('"');
        self
    }

    /// Text at the end of what is inside.
    pub(crate) fn text(mut self, text: &str) -> Self {
        escape(text, &mut self.inside);
        self
    }

    /// An element at the end of what is inside.
    pub(crate) fn put(mut self, inner: Self) -> Self {
        inner.write(&mut self.inside);
        self
    }

    /// An element, if there is one.
    pub(crate) fn maybe(self, inner: Option<Self>) -> Self {
        match inner {
            Some(inner) => self.put(inner),
            None => self,
        }
    }

    /// Several elements.
    pub(crate) fn each(self, inner: impl IntoIterator<Item = Self>) -> Self {
        inner.into_iter().fold(self, Self::put)
    }

    fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(self.name);
        out.push_str(&self.attributes);
        out.push('>');
        if !VOID.contains(&self.name) {
            out.push_str(&self.inside);
            out.push_str("</");
            out.push_str(self.name);
            out.push('>');
        }
    }

    /// A whole document with this element as its root.
    pub(crate) fn document(&self) -> String {
        let mut out = "<!doctype html>\n".to_owned();
        self.write(&mut out);
        out.push('\n');
        out
    }
}

/// A link.
pub(crate) fn link(address: &str, words: &str) -> Tag {
    el("a").at("href", address).text(words)
}

/// Good for text as for quoted values.
fn escape(text: &str, out: &mut String) {
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            plain => out.push(plain),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_said_becomes_markup() {
        let page = el("p")
            .at("title", "\"><script>1</script>")
            .text("<img src=x onerror='1'>&amp;");
        assert_eq!(
            page.document(),
            "<!doctype html>\n<p title=\"&quot;&gt;&lt;script&gt;1&lt;/script&gt;\">\
             &lt;img src=x onerror=&#39;1&#39;&gt;&amp;amp;</p>\n"
        );
    }
}
