import { setTimeout as sleep } from "node:timers/promises";
import { connectNode, messageOf, type NodeClient } from "#server/ingest/testing/node-client";

export interface GoodNodes {
  /** Messages that were sent, by all of them. */
  sent(): number;
  /** Those whose socket ended, and how. */
  ended(): string[];
  /** Sends nothing any more; resolves when the server has read what was sent. */
  stop(): Promise<void>;
}

/** Nodes that behave: each says something every `everyMs`, and the type of it is `good`. */
export async function startGoodNodes(port: number, count: number, everyMs: number): Promise<GoodNodes> {
  const nodes = await Promise.all(Array.from({ length: count }, () => connectNode(port)));
  let sent = 0;
  let isStopped = false;
  const talk = async (node: NodeClient, index: number) => {
    for (let at = 0; !isStopped && node.ended.length === 0; at++) {
      await node.send(messageOf(1, { msg: "good", node: index, at }));
      sent += 1;
      await sleep(everyMs);
    }
  };
  const talking = nodes.map(talk);
  return {
    sent: () => sent,
    ended: () => nodes.flatMap(({ ended }) => ended),
    async stop() {
      isStopped = true;
      await Promise.all(talking);
      await Promise.all(nodes.map(isRead));
      for (const { socket } of nodes) socket.close();
    },
  };
}

/** What was sent before is read when the answer is there. */
function isRead({ socket }: NodeClient): Promise<void> {
  return new Promise((resolve) => {
    socket.once("pong", () => resolve());
    socket.once("close", () => resolve());
    if (socket.readyState === socket.OPEN) socket.ping();
    else resolve();
  });
}
