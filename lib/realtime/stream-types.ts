import { type EventType, eventPayloads } from "#lib/realtime/events";

/** What concerns the installation itself is one type, whichever room tells it. */
const systemPrefixes: ReadonlySet<string> = new Set(["health", "job", "settings", "system"]);
/** Promised to outside tools, whether or not anything of theirs is told yet. */
const promised = ["alert", "task", "system", "storage", "scst", "tape", "vtl", "metrics"];

/** The type under which the event stream tells an event: `alert` of `alert:fired`. */
export function streamTypeOf(type: EventType): string {
  const [prefix = type] = type.split(":", 1);
  return systemPrefixes.has(prefix) ? "system" : prefix;
}

/** Every type there is, for `?types=`. */
export const streamTypes: readonly string[] = [
  ...new Set([...promised, ...Object.keys(eventPayloads).map((type) => streamTypeOf(type as EventType))]),
];
