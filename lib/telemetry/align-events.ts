import type { BenchmarkComparison, BenchmarkEvent } from "#lib/telemetry/benchmark-schema";

/** A run's events in order, and when it began. */
export interface Run {
  startAt: string;
  events: readonly BenchmarkEvent[];
}

type Aligned = BenchmarkComparison["events"][number];

/**
 * Two runs side by side: the nth event of a name and phase in one belongs to the nth in the other. In the order of the first
 * run; what only the second has stands behind what came before it there.
 */
export function alignEvents(a: Run, b: Run): Aligned[] {
  const [first, second] = [offsets(a), offsets(b)];
  const rows = [...new Set([...first.keys(), ...second.keys()])].map((key): Aligned => {
    const [one, other] = [first.get(key), second.get(key)];
    const { name = "", phase = "", nth = 1 } = one ?? other ?? {};
    return { name, phase, nth, aOffsetMs: one?.offsetMs ?? null, bOffsetMs: other?.offsetMs ?? null };
  });
  const order = (row: Aligned) => row.aOffsetMs ?? row.bOffsetMs ?? 0;
  return rows.sort((one, other) => order(one) - order(other));
}

function offsets({ startAt, events }: Run) {
  const counts = new Map<string, number>();
  return new Map(
    events.map(({ name, phase, at }) => {
      const kind = JSON.stringify([name, phase]);
      const nth = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, nth);
      return [`${kind}${nth}`, { name, phase, nth, offsetMs: Date.parse(at) - Date.parse(startAt) }] as const;
    }),
  );
}
