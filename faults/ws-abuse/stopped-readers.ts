import { setTimeout as sleep } from "node:timers/promises";
import { connectNode, connectRaw, messageOf, type RawNode, rawFrame } from "#server/ingest/testing/node-client";

interface ReaderKind {
  name: string;
  path: string;
  /** What it says before it stops reading. */
  greeting: readonly string[];
}

const loudNodes = 10;
const peers = Array.from({ length: loudNodes }, (_, at) => `loud ${at}`);
const kinds: readonly ReaderKind[] = [
  {
    name: "/feed",
    path: "/feed",
    greeting: peers.map((peer) =>
      JSON.stringify({ peer_id: peer, msg: "loud", interest: "subscribe", start_time: new Date().toISOString() }),
    ),
  },
  { name: "the live list", path: "/api/v1/telemetry/live", greeting: [] },
];

export interface StoppedReaders {
  /** Of those that stopped reading, how many the server has closed; by kind. */
  closed: string;
  broken: string[];
}

/**
 * Readers that stop while two megabytes a second are told to them: what waits for one is bounded, and it is closed. The
 * network's own buffers take some megabytes first.
 */
export async function stoppedReaders(port: number, key: string, count: number, withinMs: number): Promise<StoppedReaders> {
  const noise = await startNoise(port);
  const headers = [`Authorization: Bearer ${key}`];
  const readers: { kind: ReaderKind; node: RawNode }[] = [];
  for (const kind of kinds)
    for (let at = 0; at < count; at++) {
      const node = await connectRaw(port, kind.path, headers);
      for (const text of kind.greeting) node.socket.write(rawFrame("text", text));
      node.socket.pause();
      readers.push({ kind, node });
    }
  const isOver = () => readers.every(({ node }) => node.isClosed());
  const givesUpAt = performance.now() + withinMs;
  while (!isOver() && performance.now() < givesUpAt) {
    // A sign of life, as a page in the background gives one; and how a reader that reads nothing hears that it is closed.
    for (const { node } of readers) if (!node.isClosed()) node.socket.write(rawFrame("pong"));
    await sleep(250);
  }
  await noise.stop();
  for (const { node } of readers) node.socket.destroy();
  const left = kinds.map((kind) => readers.filter((each) => each.kind === kind && !each.node.isClosed()).length);
  return {
    closed: kinds.map(({ name }, at) => `${name}: ${count - (left[at] ?? 0)} of ${count}`).join(", "),
    broken: kinds.flatMap(({ name }, at) => (left[at] ? [`${left[at]} readers of ${name} that stopped were not closed`] : [])),
  };
}

/** Nodes that say much, and whose state changes all the time, 20 of them on each socket. */
async function startNoise(port: number): Promise<{ stop(): Promise<void> }> {
  const nodes = await Promise.all(peers.map(() => connectNode(port)));
  let isStopped = false;
  const talk = async (index: number) => {
    const [node, peer] = [nodes[index], peers[index]];
    if (!node || !peer) return;
    const connected = (id: number) =>
      messageOf(id, {
        msg: "system.connected",
        network_id: id === 0 ? peer : `${peer} ${id}`,
        name: `${peer} ${id}`,
        chain: "Loud",
        version: "1",
      });
    await node.send(...Array.from({ length: 20 }, (_, id) => connected(id)));
    for (let height = 1; !isStopped && node.ended.length === 0; height++) {
      await node.send(
        messageOf(0, { msg: "loud", height, pad: "x".repeat(45_000) }),
        ...Array.from({ length: 20 }, (_, id) =>
          messageOf(id, { msg: "system.interval", height, best: `0x${height}`, peers: height, txcount: height }),
        ),
      );
      await sleep(250);
    }
    node.socket.close();
  };
  const talking = peers.map((_, index) => talk(index));
  return {
    async stop() {
      isStopped = true;
      await Promise.all(talking);
    },
  };
}
