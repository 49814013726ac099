import type { LiveMessage, LiveNodes, NodePatch, NodeView } from "#lib/telemetry/schema";

/**
 * The list after a message: changed nodes stand where they stood, new ones at the end, those that are no more are gone. Nodes
 * that did not change stay the same objects, so that their rows are not drawn again.
 */
export function applyLive(list: LiveNodes, message: Extract<LiveMessage, { nodes: unknown }>): LiveNodes {
  const changed = new Map(message.nodes.map((node) => [node.peerId, node]));
  const gone = new Set(message.gone);
  const kept = list.nodes.filter(({ peerId }) => !gone.has(peerId));
  const nodes = kept.map((node) => {
    const patch = changed.get(node.peerId);
    changed.delete(node.peerId);
    return patch ? { ...node, ...patch } : node;
  });
  const added = [...changed.values()].filter(isWhole);
  return { ...list, at: message.at, nodes: [...nodes, ...added], total: list.total + added.length - (list.nodes.length - kept.length) };
}

/** A node that the list does not have is told whole when it is new; of one that was cut from a long list only changes are. */
function isWhole(patch: NodePatch): patch is NodeView {
  return patch.name !== undefined && patch.chainKey !== undefined && patch.connectedAt !== undefined;
}
