//! The Content-Security-Policy of the site.
//!
//! Only files of the same origin: no inline script, no inline style, nothing sent anywhere, no form.
//! The narrow keyword allows WebAssembly in browsers that support it.

/// The policy; `WASM` is replaced by the keyword that allows the program. The examples of `deploy/`
/// have the same policy, with the sites that may embed.
const POLICY: &str = "default-src 'none'; script-src 'self' WASM; style-src 'self'; \
                      img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
                      manifest-src 'self'; worker-src 'self'; frame-src 'self'; \
                      form-action 'none'; base-uri 'none'; frame-ancestors *";

/// For browsers that know the narrow word.
const NARROW: &str = "'wasm-unsafe-eval'";

/// For those that do not: WebAssembly is allowed there only together with `eval`. Newer browsers
/// would take the wide word too, so they never get it.
const WIDE: &str = "'unsafe-eval'";

/// The first Chromium that knows the narrow word.
const CHROMIUM: u32 = 97;

/// The first Safari that knows it.
const SAFARI: u32 = 16;

/// The policy for a browser that calls itself so.
#[must_use]
pub fn policy(agent: &str) -> String {
    POLICY.replace("WASM", if is_old(agent) { WIDE } else { NARROW })
}

/// Whether a browser is known not to support the narrow keyword. An unknown one counts as new.
fn is_old(agent: &str) -> bool {
    let major = |mark: &str| {
        let (_, rest) = agent.split_once(mark)?;
        let end = rest.find(|c: char| !c.is_ascii_digit());
        rest.get(..end.unwrap_or(rest.len()))?.parse::<u32>().ok()
    };
    if let Some(version) = major("Chrome/") {
        return version < CHROMIUM;
    }
    // Every browser of an iPhone is the system's; not all name a version of Safari.
    let system = major("CPU iPhone OS ").or_else(|| major("CPU OS "));
    system
        .or_else(|| major("Version/"))
        .is_some_and(|version| version < SAFARI)
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "tests may fail loudly"
    )]
    use super::*;

    #[test]
    fn only_browsers_without_the_narrow_word_get_the_wide_one() {
        let wide = [
            "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/86.0.4240.99 MicroMessenger/8",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/64.0.3264.0 Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 15_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
            "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/13.1 Safari/605.1.15",
        ];
        let narrow = [
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/97.0.0.0 Mobile",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15",
            "",
        ];
        for agent in wide {
            assert!(policy(agent).contains(" 'unsafe-eval'"), "{agent}");
        }
        for agent in narrow {
            assert!(policy(agent).contains(" 'wasm-unsafe-eval'"), "{agent}");
        }
    }

    #[test]
    fn nothing_inline_and_nothing_foreign() {
        for agent in ["", "Chrome/80"] {
            let policy = policy(agent);
            assert!(!policy.contains("unsafe-inline") && !policy.contains("http"));
            assert!(policy.contains("default-src 'none'"));
        }
    }
}
