import type { ServerPlan } from "../plan/fleet-plan.ts";
import { randomOf } from "./random.ts";

/** A stretch `[from, to)` in which a server did not serve, as milliseconds since 1970. */
export interface Outage {
  serverKey: string;
  kind: "away" | "maintenance";
  from: number;
  to: number;
  reason: string;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** The two planned windows of the month: whole days before the end, and the hour in UTC. */
const windows = [
  { serverKey: "fra-2", daysAgo: 11, hourUtc: 3, minutes: 130, reason: "Kernel update and reboot" },
  { serverKey: "tyo-1", daysAgo: 5, hourUtc: 18, minutes: 75, reason: "Uplink moved to the new switch" },
] as const;

/** One bad day that everybody remembers. */
const badDay = { serverKey: "gru-1", daysAgo: 8, hourUtc: 14, minutes: 9 * 60 + 20 } as const;

/**
 * What went wrong in the days before `end`, in order of time: a few failures of minutes to hours per server, two
 * maintenance windows and one bad day. Outages of one server never touch each other.
 */
export function pastOutages(seed: string, servers: readonly ServerPlan[], end: Date, days: number): Outage[] {
  const today = Math.floor(end.getTime() / dayMs) * dayMs;
  const start = today - days * dayMs;
  const special: Outage[] = [
    ...windows.map(({ daysAgo, hourUtc, minutes, ...rest }) => ({
      ...rest,
      kind: "maintenance" as const,
      ...stretch(today, daysAgo, hourUtc, minutes),
    })),
    { serverKey: badDay.serverKey, kind: "away", reason: "away", ...stretch(today, badDay.daysAgo, badDay.hourUtc, badDay.minutes) },
  ];
  const found = special.filter((outage) => outage.from > start && outage.to < end.getTime());
  for (const server of servers) {
    const count = Math.floor(4 * randomOf(seed, server.key, "outages"));
    for (let index = 0; index < count; index++) {
      const from = start + dayMs + Math.floor(randomOf(seed, server.key, "outage-at", index) * (days - 2) * 24 * 60) * minuteMs;
      const minutes = 8 + Math.floor(160 * randomOf(seed, server.key, "outage-length", index) ** 3);
      const outage: Outage = { serverKey: server.key, kind: "away", from, to: from + minutes * minuteMs, reason: "away" };
      if (!found.some((other) => other.serverKey === server.key && touches(other, outage))) found.push(outage);
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

function stretch(today: number, daysAgo: number, hourUtc: number, minutes: number): { from: number; to: number } {
  const from = today - daysAgo * dayMs + hourUtc * 60 * minuteMs;
  return { from, to: from + minutes * minuteMs };
}

/** Less than an hour between them is touching: a server that came back stays a while. */
function touches(a: Outage, b: Outage): boolean {
  return a.from < b.to + 60 * minuteMs && b.from < a.to + 60 * minuteMs;
}
