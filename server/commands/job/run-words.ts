import type { JobRunView } from "#lib/jobs/schema";

/** A run for people: how it ended, and line by line what it counted. */
export function runWords({ job, status, durationMs, result, error }: JobRunView): string {
  const took = durationMs === null ? "" : ` in ${(durationMs / 1000).toFixed(2)} s`;
  const counted = Object.entries(result ?? {});
  const widest = Math.max(0, ...counted.map(([name]) => name.length));
  return [
    `${job} ${status}${took}`,
    ...(error === null ? [] : [`  ${error}`]),
    ...counted.map(([name, value]) => `  ${name.padEnd(widest)}  ${typeof value === "object" ? JSON.stringify(value) : String(value)}`),
  ].join("\n");
}
