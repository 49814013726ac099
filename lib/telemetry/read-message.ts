import { isAscii, isUtf8 } from "node:buffer";
import { makeSafe } from "#lib/core/make-safe";
import { type DropReason, type Fields, isFields, type TelemetryMessage } from "#lib/telemetry/message";
import { readInstant } from "#lib/telemetry/read-instant";
import { isNestedDeeper } from "#lib/universal/json-depth";

const maxDepth = 64;
const maxTypeLength = 256;
const maxNodeId = 2n ** 64n - 1n;

/**
 * Reads one frame, text or binary: V2 `{"id", "payload": {"msg", …}, "ts"}`, or V1 `{"msg", …, "ts"}`, told apart by a
 * `msg` of the frame's own. Never throws; what cannot be kept says why.
 */
export function readMessage(frame: Buffer): TelemetryMessage | { dropped: DropReason } {
  if (isAscii(frame)) return readText(frame.toString("latin1"));
  if (!isUtf8(frame)) return { dropped: "bad_utf8" };
  return readText(frame.toString("utf8"));
}

function readText(raw: string): TelemetryMessage | { dropped: DropReason } {
  const text = makeSafe(raw);
  if (isNestedDeeper(text, maxDepth)) return { dropped: "too_deep" };
  const parsed = parse(text);
  if (parsed === undefined) return { dropped: "bad_json" };
  if (!isFields(parsed)) return { dropped: "bad_envelope" };
  const frame: Fields = hasLongNumber(parsed) ? JSON.parse(text, keepExact) : parsed;
  const isFlat = typeof frame.msg === "string";
  const payload = isFlat ? frame : frame.payload;
  if (!isFields(payload)) return { dropped: "bad_envelope" };
  const { msg } = payload;
  if (typeof msg !== "string" || msg.length === 0 || msg.length > maxTypeLength) return { dropped: "bad_envelope" };
  const nodeId = isFlat ? "0" : readNodeId(frame.id);
  if (nodeId === undefined) return { dropped: "bad_envelope" };
  const createdAt = typeof frame.ts === "string" ? readInstant(frame.ts) : undefined;
  if (createdAt === undefined) return { dropped: "bad_ts" };
  return { nodeId, msg, createdAtMs: createdAt.ms, createdAtMicros: createdAt.micros, payload, text };
}

/** Undefined is nothing that JSON can say. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readNodeId(id: unknown): string | undefined {
  if (typeof id === "number") return Number.isSafeInteger(id) && id >= 0 ? String(id) : undefined;
  if (typeof id === "bigint") return id >= 0n && id <= maxNodeId ? String(id) : undefined;
  return undefined;
}

/** Where a number that must be exact may have been rounded, the text is read once more. */
function hasLongNumber(frame: Fields): boolean {
  const fields = isFields(frame.payload) ? frame.payload : frame;
  return isLong(frame.id) || isLong(fields.height) || isLong(fields.finalized_height) || isLong(fields.number);
}

function isLong(value: unknown): boolean {
  return typeof value === "number" && (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER);
}

function keepExact(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (!isLong(value) || context?.source === undefined) return value;
  return /^-?\d{1,40}$/.test(context.source) ? BigInt(context.source) : value;
}
