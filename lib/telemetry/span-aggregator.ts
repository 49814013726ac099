import type { Aggregate, AggregateType } from "#lib/telemetry/feed-request";
import { isFields } from "#lib/telemetry/message";
import { type Micros, microsText, readMicros } from "#lib/telemetry/micros";

/** A message as the feed has it. */
export interface TimedFrame {
  /** ISO, to the microsecond. */
  createdAt: string;
  /** The frame, in either envelope. */
  logs: string;
}

/** One number for the durations of a target and name in an interval, in the original's words. `time` in ns. */
export interface AggregatedSpan {
  time: number;
  name: string;
  target: string;
  values: "";
  created_at: string;
}

interface Interval {
  /** By target and name, JSON text of both. */
  durations: Map<string, number[]>;
  touchedAtMs: number;
}

/**
 * Collects durations of `tracing.profiling` by interval, target and name. An interval is over when the node has sent something
 * of a later one, or nothing more came for as long as it lasts. What comes later still is told as a further number of the same
 * interval: nothing is left out.
 */
export class SpanAggregator {
  readonly #type: AggregateType;
  readonly #length: Micros;
  readonly #open = new Map<Micros, Interval>();
  #newest: Micros | undefined;

  constructor({ type, intervalS }: Aggregate) {
    this.#type = type;
    this.#length = BigInt(intervalS) * 1_000_000n;
  }

  /** @param nowMs of any clock that only goes forward, the one of `take` */
  add(frames: readonly TimedFrame[], nowMs: number): void {
    for (const { createdAt, logs } of frames) {
      const at = readMicros(createdAt) ?? 0n;
      if (this.#newest === undefined || at > this.#newest) this.#newest = at;
      const span = readSpan(logs);
      if (span) this.#intervalOf(at, nowMs).push(span);
    }
  }

  /** The intervals that are over, in order. */
  take(nowMs: number): AggregatedSpan[] {
    const over = [...this.#open].filter(([start, { touchedAtMs }]) => {
      const isPassed = this.#newest !== undefined && this.#newest >= start + this.#length;
      return isPassed || nowMs - touchedAtMs >= Number(this.#length / 1_000n);
    });
    return over
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([start, { durations }]) => {
        this.#open.delete(start);
        return [...durations].map(([key, times]): AggregatedSpan => {
          const [target, name] = JSON.parse(key) as [string, string];
          return { time: aggregate(this.#type, times), name, target, values: "", created_at: microsText(start) };
        });
      });
  }

  #intervalOf(at: Micros, nowMs: number): { push(span: Span): void } {
    const start = at - (((at % this.#length) + this.#length) % this.#length);
    const interval = this.#open.get(start) ?? { durations: new Map(), touchedAtMs: nowMs };
    interval.touchedAtMs = nowMs;
    this.#open.set(start, interval);
    return {
      push({ target, name, time }) {
        const key = JSON.stringify([target, name]);
        const times = interval.durations.get(key);
        if (times) times.push(time);
        else interval.durations.set(key, [time]);
      },
    };
  }
}

/** Of at least one duration, whole ns. The median and the 90th percentile lie between two of them where the count says so. */
export function aggregate(type: AggregateType, times: readonly number[]): number {
  switch (type) {
    case "mean":
      return Math.round(times.reduce((sum, time) => sum + time, 0) / times.length);
    case "min":
      return times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
    case "max":
      return times.reduce((most, time) => Math.max(most, time), 0);
    case "median":
      return quantile(times, 0.5);
    case "percentile90":
      return quantile(times, 0.9);
  }
}

/** As PostgreSQL's percentile_cont, which the profiling of the API uses. */
function quantile(times: readonly number[], fraction: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  const place = (sorted.length - 1) * fraction;
  const [below = 0, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return Math.round(below + (above - below) * (place - Math.floor(place)));
}

interface Span {
  target: string;
  name: string;
  time: number;
}

/** The duration of a message; undefined for whatever is none. */
function readSpan(logs: string): Span | undefined {
  const frame: unknown = JSON.parse(logs);
  if (!isFields(frame)) return undefined;
  const fields = frame.msg === undefined && isFields(frame.payload) ? frame.payload : frame;
  const { target, name, time } = fields;
  const text = String(time);
  if (typeof target !== "string" || typeof name !== "string" || !/^\d{1,18}$/.test(text)) return undefined;
  return { target, name, time: Number(text) };
}
