import type { IngestKind } from "#lib/ingest/schema";
import { roundHalfUp } from "../restore-drill/batches.ts";
import type { Reporter, Town } from "../restore-drill/town.ts";
import { telemetryMessage } from "./telemetry-message.ts";

/** One item of acknowledged ingest, and what became of it. */
export interface Item {
  id: string;
  reporter: Reporter;
  kind: IngestKind;
  /** JSON, the same at every delivery. */
  text: string;
  /** What the sender reckons of usage: lines, raw and billed bytes. */
  lines: number;
  raw: bigint;
  billed: bigint;
  /** Milliseconds of this process's clock. */
  acknowledgedAt: number | undefined;
}

const startedAtMs = Date.now();
const largestBytes = 1_000_000;
const kinds: readonly IngestKind[] = ["usage", "usage", "heartbeat", "telemetry"];

/** The next item of a sender; `id` is what tells it apart. */
export function newItem(town: Town, reporter: Reporter, id: string, random: () => number): Item {
  const kind = kinds[Math.floor(random() * kinds.length)] ?? "usage";
  const item = { id, reporter, kind, lines: 0, raw: 0n, billed: 0n, acknowledgedAt: undefined };
  if (kind === "heartbeat") {
    const payload = { cpu: Math.floor(random() * 100) };
    return { ...item, text: JSON.stringify({ id, ts: ownInstant(), kind, payload }) };
  }
  if (kind === "telemetry") {
    const payload = telemetryMessage({
      peer: `server ${reporter.id}`,
      node: 1 + Math.floor(random() * 3),
      marker: markerOf(reporter, id),
      random,
    });
    return { ...item, text: JSON.stringify({ id, ts: new Date().toISOString(), kind, payload }) };
  }
  const lines = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
    const uid = town.uids[Math.floor(random() * town.uids.length)];
    const [upload, download] = [Math.floor(random() * largestBytes), Math.floor(random() * largestBytes)];
    for (const bytes of [upload, download]) {
      item.raw += BigInt(bytes);
      item.billed += roundHalfUp(BigInt(bytes), reporter.factor);
    }
    return { uid, nodeClientId: reporter.clientId, upload, download };
  });
  return {
    ...item,
    lines: lines.length,
    text: JSON.stringify({ id, ts: new Date().toISOString(), kind, payload: { mode: "delta", lines } }),
  };
}

/** By this a message is found among all that are stored. */
export function markerOf(reporter: Reporter, itemId: string): string {
  return `${reporter.id} ${itemId}`;
}

let loads = 0;

/** Two loads of one server at the same instant would be one sample: each has an instant of its own, of a while ago. */
function ownInstant(): string {
  return new Date(startedAtMs - ++loads * 10).toISOString();
}
