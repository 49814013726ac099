import { parseInstant } from "#lib/universal/instant";

/** The largest byte count of one line: PostgreSQL's bigint. */
export const maxBytes = 9_223_372_036_854_775_807n;
/** Node clocks may run a little ahead of ours. */
const clockAheadMs = 5 * 60_000;
const dayMs = 86_400_000;

/** One user's traffic in a report, checked. Bytes are raw. */
export interface ReportLine {
  /** Its place in the report, for answers that name it. */
  index: number;
  /** Of the two exactly one is set. */
  uid: number | null;
  userId: string | null;
  /** Null: the server's default client. */
  nodeClientId: number | null;
  upload: bigint;
  download: bigint;
  at: Date;
}

/** Why a line was not counted. `index` is its place, or the user id in protocols that report by user. */
export interface LineRejection {
  index: number;
  code: LineRejectionCode;
  detail: string;
}

export type LineRejectionCode =
  | "not_a_line"
  | "bad_user"
  | "bad_bytes"
  | "bad_node_client"
  | "bad_instant"
  | "at_in_future"
  | "at_too_old"
  | "unknown_user"
  | "unknown_node_client"
  | "billed_too_large";

export type Checked<T> = { ok: true; value: T } | { ok: false; code: LineRejectionCode; detail: string };

const bad = (code: LineRejectionCode, detail: string) => ({ ok: false as const, code, detail });

/** A byte count: a whole number from 0 to 2^63−1, as number, bigint or decimal text. Anything else is refused, never rounded. */
export function checkBytes(value: unknown, name: string): Checked<bigint> {
  if (typeof value === "number" && !Number.isSafeInteger(value)) return bad("bad_bytes", `${name} must be a whole number of bytes`);
  if (typeof value === "string" && !/^\d{1,20}$/.test(value)) return bad("bad_bytes", `${name} must be a whole number of bytes`);
  if (typeof value !== "number" && typeof value !== "bigint" && typeof value !== "string")
    return bad("bad_bytes", `${name} must be a whole number of bytes`);
  const bytes = BigInt(value);
  if (bytes < 0n) return bad("bad_bytes", `${name} must not be negative`);
  if (bytes > maxBytes) return bad("bad_bytes", `${name} must be at most 2^63-1`);
  return { ok: true, value: bytes };
}

/** The integer by which nodes know a user. */
export function checkUid(value: unknown): Checked<number> {
  const text = typeof value === "number" || typeof value === "string" ? String(value) : "";
  if (!/^[1-9]\d{0,9}$/.test(text) || Number(text) > 2_147_483_647)
    return bad("bad_user", "the user id must be an integer from 1 to 2147483647");
  return { ok: true, value: Number(text) };
}

/** The earliest and latest instants that a line may be about: what the ledger still keeps, and what a clock may be ahead. */
export function believable(now: Date, keptDays: number): { from: Date; to: Date } {
  return { from: new Date(now.getTime() - keptDays * dayMs), to: new Date(now.getTime() + clockAheadMs) };
}

/**
 * The instant a line says it happened. Missing: `usualAt`. Old lines are taken as long as the ledger keeps them; a clock
 * that runs ahead by more than 5 minutes is refused, not trusted.
 */
export function checkAt(value: unknown, now: Date, keptDays: number, usualAt = now): Checked<Date> {
  if (value === undefined || value === null) return { ok: true, value: usualAt };
  const at = typeof value === "string" ? parseInstant(value) : undefined;
  if (!at) return bad("bad_instant", "at must be an RFC 3339 instant such as 2026-11-20T10:00:00Z");
  const { from, to } = believable(now, keptDays);
  if (at > to) return bad("at_in_future", "at lies more than 5 minutes ahead of our clock");
  if (at < from) return bad("at_too_old", "at lies further back than lines are kept");
  return { ok: true, value: at };
}
