import type { ComponentHealth, HealthStatus } from "#lib/health/schema";
import type { Tone } from "../ui/status-mark.tsx";

export const statusMarks: Record<HealthStatus, { tone: Tone; word: string }> = {
  healthy: { tone: "ok", word: "Healthy" },
  degraded: { tone: "warn", word: "Degraded" },
  unhealthy: { tone: "bad", word: "Unhealthy" },
  unknown: { tone: "unknown", word: "Unknown" },
};

const worstFirst: readonly HealthStatus[] = ["unhealthy", "degraded", "unknown", "healthy"];

/** The worst first, so that what needs a look needs no scrolling. */
export function severityOf(status: HealthStatus): number {
  return worstFirst.indexOf(status);
}

/** Names that are written otherwise than in words. */
const ownTitles: Readonly<Record<string, string>> = { scst: "SCST" };

/** `event_loop` as people write it. */
export function componentTitle(name: string): string {
  const own = ownTitles[name];
  if (own !== undefined) return own;
  const words = name.replaceAll("_", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** What the banner says of all components together. */
export function overallWords(components: readonly Pick<ComponentHealth, "name" | "status">[]): {
  tone: "ok" | "warn" | "bad";
  title: string;
} {
  const named = (status: HealthStatus) => components.filter((one) => one.status === status).map(({ name }) => componentTitle(name));
  const parts = worstFirst.slice(0, 3).flatMap((status) => {
    const names = named(status);
    return names.length === 0 ? [] : [`${statusMarks[status].word.toLowerCase()}: ${names.join(", ")}`];
  });
  if (components.length === 0) return { tone: "warn", title: "Nothing is known" };
  if (parts.length === 0) return { tone: "ok", title: "Every component is healthy" };
  const [first = "", ...rest] = parts;
  const tone = named("unhealthy").length > 0 ? "bad" : "warn";
  return { tone, title: [`${first.charAt(0).toUpperCase()}${first.slice(1)}`, ...rest].join(" · ") };
}
