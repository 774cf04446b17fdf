//! Which operation stands for which node of the rules.
//!
//! An explanation walks a condition or an amount as it was written, and reads each node's value
//! from the operation here. The nodes stand in the order of writing, each with the size of what
//! is below it.

use super::OpId;
use crate::ir::DefinitionId;

/// A node: its operation, and how many nodes it and all below it are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Node {
    op: OpId,
    size: u32,
}

/// The operations of all nodes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trace {
    nodes: Vec<Node>,
    /// By definition: its condition.
    pub(super) definitions: Vec<Option<TraceId>>,
}

/// Where a node stands in a [`Trace`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraceId(u32);

impl Trace {
    /// Where the next node will stand.
    pub(super) fn next(&self) -> TraceId {
        TraceId(count(self.nodes.len()))
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Forgets the nodes from a position on.
    pub(super) fn truncate(&mut self, length: usize) {
        self.nodes.truncate(length);
    }

    /// Begins a node; what is added before [`Trace::end`] stands below it.
    pub(super) fn begin(&mut self) -> TraceId {
        let at = TraceId(count(self.nodes.len()));
        self.nodes.push(Node {
            op: OpId(u32::MAX),
            size: 1,
        });
        at
    }

    /// Ends a node.
    pub(super) fn end(&mut self, at: TraceId, op: OpId) {
        let size = count(self.nodes.len()).saturating_sub(at.0);
        if let Some(node) = self.nodes.get_mut(at.index()) {
            *node = Node { op, size };
        }
    }

    /// The condition of a definition.
    pub(crate) fn definition(&self, id: DefinitionId) -> Option<TraceNode<'_>> {
        let at = self.definitions.get(usize::from(id)).copied().flatten()?;
        Some(self.node(at))
    }

    /// A node to walk from.
    pub(crate) fn node(&self, at: TraceId) -> TraceNode<'_> {
        let start = at.index().min(self.nodes.len());
        let size = self.nodes.get(start).map_or(0, |node| node.size);
        let end = start.saturating_add(usize::try_from(size).unwrap_or(0));
        TraceNode {
            nodes: self.nodes.get(start..end).unwrap_or(&[]),
        }
    }
}

impl TraceId {
    fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// A node and all below it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TraceNode<'t> {
    nodes: &'t [Node],
}

impl<'t> TraceNode<'t> {
    /// The operation of the node itself.
    pub(crate) fn op(self) -> OpId {
        self.nodes.first().map_or(OpId(u32::MAX), |node| node.op)
    }

    /// The nodes right below it, in order.
    pub(crate) fn parts(self) -> impl Iterator<Item = TraceNode<'t>> {
        let mut rest = self.nodes.get(1..).unwrap_or(&[]);
        std::iter::from_fn(move || {
            let size = usize::try_from(rest.first()?.size).ok()?;
            let (part, after) = rest.split_at_checked(size)?;
            rest = after;
            Some(TraceNode { nodes: part })
        })
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
