import type { LogSpan } from "#lib/telemetry/log-span";
import type { Micros } from "#lib/telemetry/micros";
import type { ReadRange } from "#lib/telemetry/read-range";

/** A piece of a range that is read in one go, and where its messages lie. */
export interface LogWindow extends ReadRange {
  /** Days of arrival, both included. */
  firstDay: string;
  lastDay: string;
  /** Types that occur; undefined: not all are known by name, so that only the peer's own index entries can be walked. */
  msgs: readonly string[] | undefined;
  audits: readonly boolean[];
}

const second = 1_000_000n;

/**
 * The newest piece of `range` in which about twice `wanted` messages are to be expected, `stretch` times as long when the last
 * one held too few. Undefined when nothing is left. The pieces of successive calls (`to` = the last one's `from`) leave nothing
 * out, whatever the expectation was.
 */
export function planLogWindow(spans: readonly LogSpan[], range: ReadRange, wanted: number, stretch: number): LogWindow | undefined {
  if (range.from >= range.to) return undefined;
  const left = spans.filter(({ first, last }) => first < range.to && last >= range.from);
  if (left.length === 0) return undefined;
  const newest = left.reduce((max, { last }) => (last > max ? last : max), range.from);
  const to = newest + 1n < range.to ? newest + 1n : range.to;
  const length = lengthFor(left, to, wanted * 2) * BigInt(Math.round(stretch));
  const from = to - length > range.from ? to - length : range.from;
  const touched = left.filter(({ first, last }) => first < to && last >= from);
  const days = touched.map(({ day }) => day).sort();
  const msgs = [...new Set(touched.map(({ msg }) => msg))].sort();
  return {
    from,
    to,
    firstDay: days[0] ?? "",
    lastDay: days.at(-1) ?? "",
    msgs: msgs.includes("") ? undefined : msgs,
    audits: [...new Set(touched.map(({ audit }) => audit))],
  };
}

/** How far back from `to` so many messages reach, if each span's are spread evenly. At least a second, at most a day. */
function lengthFor(spans: readonly LogSpan[], to: Micros, count: number): Micros {
  const perMicro = spans
    .filter(({ first, last }) => first < to && last >= to - second)
    .reduce((sum, { qty, first, last }) => sum + qty / (Number(last - first) + 1), 0);
  const length = perMicro === 0 ? 86_400n * second : BigInt(Math.ceil(Math.min(count / perMicro, 86_400e6)));
  return length < second ? second : length;
}
