import { createHash } from "node:crypto";
import { isDomainError } from "#lib/core/errors";
import { NodeLoad } from "#lib/fleet/protocols/record-sample";
import type { ItemEnvelope } from "#lib/ingest/read-message";
import type { DropReason, TelemetryMessage } from "#lib/telemetry/message";
import { readMessage } from "#lib/telemetry/read-message";
import { believable } from "#lib/usage/line";
import { parseExact } from "#lib/usage/parse-exact";
import { type NativeReport, readNativeReport } from "#lib/usage/read-native-report";

/** What an item brings, ready to be stored. */
export type Payload =
  | { kind: "usage"; report: NativeReport }
  | { kind: "telemetry"; message: TelemetryMessage }
  /** `load` is null for a bare sign of life. */
  | { kind: "heartbeat"; load: NodeLoad | null; at: Date };

export interface PayloadTimes {
  now: Date;
  /** How old usage may be, days. */
  keptDays: number;
}

/** Reads a payload by its kind, or says what is wrong with it. Pure: the same item is read the same way whenever it comes again. */
export function readPayload(item: ItemEnvelope, nodeServerId: number, times: PayloadTimes): Payload | { reason: string } {
  switch (item.kind) {
    case "usage":
      return readUsage(item, nodeServerId, times);
    case "heartbeat":
      return readHeartbeat(item, times);
    case "telemetry":
      return readTelemetry(item);
  }
}

/** A report without a batch id has one that follows from its item, so that the ledger itself would know it again. */
function readUsage({ id, at, payload }: ItemEnvelope, nodeServerId: number, times: PayloadTimes): Payload | { reason: string } {
  try {
    const report = { batchId: batchIdOf(nodeServerId, id), ...(parseExact(payload) as object) };
    const bodyHash = createHash("sha256").update(payload).digest();
    return { kind: "usage", report: readNativeReport(report, { nodeServerId, bodyHash, ...times, happenedAt: at }) };
  } catch (error) {
    if (isDomainError(error)) return { reason: error.message };
    throw error;
  }
}

/** A UUID (RFC 9562, version 8) of a server's item. */
export function batchIdOf(nodeServerId: number, itemId: string): string {
  const hash = createHash("sha256").update(`fleetlight ingest item\n${nodeServerId}\n${itemId}`).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const dropWords: Record<DropReason, string> = {
  bad_utf8: "not UTF-8",
  bad_json: "not JSON",
  too_deep: "nested deeper than 64 levels",
  bad_envelope: 'neither {"msg", …, "ts"} nor {"id", "payload": {"msg", …}, "ts"}',
  bad_ts: "ts: must be an RFC 3339 instant",
};

function readTelemetry({ payload }: ItemEnvelope): Payload | { reason: string } {
  const message = readMessage(Buffer.from(payload));
  return "dropped" in message ? { reason: dropWords[message.dropped] } : { kind: "telemetry", message };
}

/** The load counts for the item's own time, so that what waited at the node is a chart and not a point; unbelievable clocks do not. */
function readHeartbeat({ at, payload }: ItemEnvelope, { now, keptDays }: PayloadTimes): Payload | { reason: string } {
  const load = NodeLoad.safeParse(JSON.parse(payload));
  if (!load.success) {
    const [issue] = load.error.issues;
    return { reason: `${issue?.path.join(".")}: ${issue?.message}` };
  }
  const { from, to } = believable(now, keptDays);
  const isEmpty = Object.keys(load.data).length === 0;
  return { kind: "heartbeat", load: isEmpty ? null : load.data, at: at >= from && at <= to ? at : now };
}
