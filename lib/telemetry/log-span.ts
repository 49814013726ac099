import type { Micros } from "#lib/telemetry/micros";

/** What a peer sent of one type on one day of arrival: how many, and from when to when by its own clock. */
export interface LogSpan {
  /** Empty: types beyond the 200 that are counted by name. */
  msg: string;
  /** `2026-11-20`, UTC */
  day: string;
  audit: boolean;
  qty: number;
  first: Micros;
  last: Micros;
}
