import type { Database } from "#lib/core/database";
import { ingestTransaction } from "#lib/core/transaction";
import { Batch } from "#lib/telemetry/batch";
import { foldCounts } from "#lib/telemetry/fold-counts";
import { closeConnection } from "#lib/telemetry/node-connection";
import { PresentState } from "#lib/telemetry/present-state";
import { readMessage } from "#lib/telemetry/read-message";
import { type NodesOfSender, recordMessage } from "#lib/telemetry/record-message";
import { sampleNodes } from "#lib/telemetry/sample-nodes";
import { writeBatch } from "#lib/telemetry/write-batch";
import { writePresent } from "#lib/telemetry/write-present";
import { buildChain } from "../chain/build-chain.ts";
import { connected, frameOf, hardwareBenchmark, type Payload } from "../chain/messages.ts";
import { type ChainNode, told } from "../chain/node-story.ts";

const minuteMs = 60_000;
/** Charts of a node show the last day in steps of five minutes. */
const stepMs = 5 * minuteMs;
const lengthMs = 24 * 60 * minuteMs;
/** Of each step the last seconds are told: long enough for every rhythm but reputation's. */
const toldMs = 12_000;

/** The last day of the chain nodes, so that their charts do not begin with the first visitor. */
export async function writeChain(db: Database, { seed, end }: { seed: string; end: Date }): Promise<void> {
  const sockets = buildChain(seed).map((nodes) => ({ nodes, from: newSender() }));
  const present = new PresentState();
  const startMs = end.getTime() - lengthMs;
  for (let atMs = startMs; atMs < end.getTime(); atMs += stepMs) {
    const batch = new Batch();
    for (const { nodes, from } of sockets)
      for (const node of nodes)
        tell(
          batch,
          present,
          from,
          node,
          atMs === startMs ? introduction(node, atMs) : lastBlockOnly(told(node, atMs - toldMs, atMs)),
          atMs,
        );
    await store(db, batch);
    await writePresent(db, present, new Date(atMs));
    await sampleNodes(db, new Date(atMs));
  }
  for (const { from } of sockets)
    for (const connection of from.nodes.values()) {
      closeConnection(connection, "closed", end.getTime());
      present.ended(connection);
    }
  await writePresent(db, present, end);
  await foldCounts(db);
}

function newSender(): NodesOfSender {
  return {
    nodes: new Map(),
    sender: { socketId: crypto.randomUUID(), address: "127.0.0.1", audit: false, process: "demo history", nodeServerId: null },
  };
}

function introduction({ plan, chain, peerId }: ChainNode, atMs: number): Payload[] {
  const said = connected(plan, chain, peerId, new Date(atMs));
  return plan.envelope === "v2" ? [said, hardwareBenchmark(plan)] : [said];
}

/** Several blocks that arrive at one instant would be a chain with a block time of nothing. */
function lastBlockOnly(payloads: readonly Payload[]): Payload[] {
  const last = payloads.findLastIndex(({ msg }) => msg === "block.import");
  return payloads.filter(({ msg }, index) => msg !== "block.import" || index === last);
}

function tell(
  batch: Batch,
  present: PresentState,
  from: NodesOfSender,
  { plan }: ChainNode,
  payloads: readonly Payload[],
  atMs: number,
): void {
  for (const payload of payloads) {
    const message = readMessage(Buffer.from(frameOf(plan, payload, new Date(atMs))));
    if ("dropped" in message) throw new Error(`The demo tells what nobody can read: ${message.dropped}`);
    const { connection } = recordMessage(batch, from, message, atMs);
    present.apply(connection, message, atMs);
  }
}

async function store(db: Database, batch: Batch): Promise<void> {
  if (batch.rows === 0) return;
  const written = await ingestTransaction(db, (tx, client) => writeBatch(tx, client, batch));
  written.committed();
}
