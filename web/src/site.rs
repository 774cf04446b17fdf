//! Who offers this site, as its `site.json` says.

/// What the deployment says of itself. Nothing is said by default.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Site {
    /// Who offers it; empty where nobody says.
    pub operator: String,
    /// A line of the operator's own; may be empty.
    pub notice: String,
    /// After how many days what was kept on a device goes; 0 where nothing may be kept.
    pub keep_days: u16,
}

impl Site {
    /// Who offers it, and that it is no office's approval.
    #[must_use]
    pub fn line(&self) -> String {
        if self.operator.is_empty() {
            "没有写明由谁提供，不是政府审批".into()
        } else {
            format!("{} 提供，不是政府审批", self.operator)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_without_an_operator_says_so() {
        assert!(Site::default().line().starts_with("没有写明"));
        let site = Site {
            operator: "某区人社局".into(),
            ..Site::default()
        };
        assert_eq!(site.line(), "某区人社局 提供，不是政府审批");
    }
}
