import type { NodeView } from "#lib/telemetry/schema";

export interface NodeListFilter {
  /** Part of a name, peer id, chain, version or implementation; words may stand in any order. */
  text: string;
  chain: string | null;
  status: "all" | NodeView["status"];
}

/** The nodes that match, pinned ones first; each part by name. */
export function filterNodes(nodes: readonly NodeView[], filter: NodeListFilter, pinned: ReadonlySet<string>): NodeView[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = nodes.filter(
    (node) =>
      (filter.chain === null || node.chainKey === filter.chain) &&
      (filter.status === "all" || node.status === filter.status) &&
      words.every((word) => haystackOf(node).includes(word)),
  );
  // Plain comparison of what is kept anyway: a collator would cost a slow phone a frame, four times a second.
  matching.sort((a, b) => (haystackOf(a) < haystackOf(b) ? -1 : 1));
  if (pinned.size === 0) return matching;
  const isPinned = ({ peerId }: NodeView) => pinned.has(peerId);
  return [...matching.filter(isPinned), ...matching.filter((node) => !isPinned(node))];
}

/** Nodes are kept until they change, and what is looked for in them with them. */
const haystacks = new WeakMap<NodeView, string>();

function haystackOf(node: NodeView): string {
  const known = haystacks.get(node);
  if (known !== undefined) return known;
  const text = [node.name, node.peerId, node.chain, node.version, node.implementation].join("\n").toLowerCase();
  haystacks.set(node, text);
  return text;
}
