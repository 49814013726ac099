import type { LiveMessage, LiveNodes } from "#lib/telemetry/schema";

/**
 * The list after a message: changed nodes stand where they stood, new ones at the end, those that are no more are gone. Nodes
 * that did not change stay the same objects, so that their rows are not drawn again.
 */
export function applyLive(list: LiveNodes, message: Extract<LiveMessage, { nodes: unknown }>): LiveNodes {
  const changed = new Map(message.nodes.map((node) => [node.peerId, node]));
  const gone = new Set(message.gone);
  const kept = list.nodes.filter(({ peerId }) => !gone.has(peerId));
  const nodes = kept.map((node) => {
    const newer = changed.get(node.peerId);
    changed.delete(node.peerId);
    return newer ?? node;
  });
  return {
    ...list,
    at: message.at,
    nodes: [...nodes, ...changed.values()],
    total: list.total + changed.size - (list.nodes.length - kept.length),
  };
}
