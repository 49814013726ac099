import type { HealthStatus } from "./schema.ts";

/** What is stored of a component. */
export interface RecordedComponent {
  name: string;
  status: HealthStatus;
  message: string;
  since: Date;
  checkedAt: Date;
}

export interface SeenComponent {
  name: string;
  status: HealthStatus;
  message: string;
}

export interface ComponentChange extends SeenComponent {
  at: Date;
  /** What it was before; null when it is new. */
  previous: HealthStatus | null;
}

/** Looked at every 30 s; after so long without a look nobody knows what it was. */
export const unseenAfterMs = 120_000;

/**
 * What changed since the last look, oldest first, and what is to be stored. A time in which nobody looked becomes a change to
 * `unknown` of its own: it is not known that the component was well. Pure.
 */
export function planHealthChanges(
  recorded: readonly RecordedComponent[],
  seen: readonly SeenComponent[],
  now: Date,
): { changes: ComponentChange[]; components: RecordedComponent[]; gone: string[] } {
  const byName = new Map(recorded.map((one) => [one.name, one]));
  const changes: ComponentChange[] = [];
  const components = seen.map((one): RecordedComponent => {
    const before = byName.get(one.name);
    const wasUnseen = before !== undefined && now.getTime() - before.checkedAt.getTime() > unseenAfterMs;
    if (wasUnseen && before.status !== "unknown")
      changes.push({ ...one, status: "unknown", message: "Nobody looked", at: before.checkedAt, previous: before.status });
    const previous = wasUnseen ? "unknown" : (before?.status ?? null);
    if (previous === one.status && before) return { ...one, since: before.since, checkedAt: now };
    changes.push({ ...one, at: now, previous });
    return { ...one, since: now, checkedAt: now };
  });
  const names = new Set(seen.map(({ name }) => name));
  return { changes, components, gone: recorded.map(({ name }) => name).filter((name) => !names.has(name)) };
}
