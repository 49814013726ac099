/** One message of a node, read from a frame in either envelope (spec of the Substrate telemetry protocol, V1 and V2). */
export interface TelemetryMessage {
  /** The node on its socket: an unsigned 64-bit number in decimal; "0" in the V1 envelope, which has none. */
  nodeId: string;
  /** Its type, 1 to 256 characters. */
  msg: string;
  /** When it was sent, by the node's clock: ms since 1970. */
  createdAtMs: number;
  /** µs within that ms, 0 to 999; what is finer is cut off. */
  createdAtMicros: number;
  /**
   * The message's own fields (V1: the frame itself). Where a height or the node's id is beyond 2^53, every whole number
   * that large is a bigint.
   */
  payload: Readonly<Record<string, unknown>>;
  /** The frame as it came, made safe for PostgreSQL: NUL and half characters are U+FFFD. */
  text: string;
}

/**
 * Why a frame is counted and dropped: not UTF-8, not JSON, nested deeper than 64 levels, neither envelope (no object, no
 * type or one too long, an id that is none), or no valid instant.
 */
export type DropReason = "bad_utf8" | "bad_json" | "too_deep" | "bad_envelope" | "bad_ts";

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
