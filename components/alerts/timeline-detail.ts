import type { TimelineEntry } from "#lib/alerting/schema";

const instants = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;

/**
 * What follows who did it: the stored words without the name, which stands beside them already, and with instants as `format`
 * writes them. A comment is left as it was written.
 */
export function timelineDetail(
  { kind, actor, detail }: Pick<TimelineEntry, "kind" | "actor" | "detail">,
  format: (at: string) => string,
): string {
  if (kind === "commented") return detail;
  const named = actor === null ? detail : detail.replace(`by ${actor}`, "").replace(/^[:,\s]+/, "");
  return named.trim().replace(instants, format);
}
