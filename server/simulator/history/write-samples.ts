import { systemContext } from "#lib/auth/context";
import type { Database } from "#lib/core/database";
import { NodeLoad, recordSample } from "#lib/fleet/protocols/record-sample";
import { fleetPlan, type ServerPlan } from "../plan/fleet-plan.ts";
import type { Fleet } from "../set-up/ensure-fleet.ts";
import { slotMs } from "../story/demand.ts";
import { loadOf } from "../story/load.ts";
import type { Past, PastLine } from "./past-demand.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** The last days are kept as finely as a live node would report for a chart of them, older ones by the hour. */
const fineMs = 36 * hourMs;
const fineStepMs = 5 * minuteMs;

/** The nodes' own load over the past, as much as their protocol tells, except while they were away. */
export async function writeSamples(db: Database, fleet: Fleet, past: Past, lines: readonly PastLine[]): Promise<void> {
  const moved = new Map<string, number>();
  for (const { serverKey, at, upload, download } of lines) {
    const key = `${serverKey} ${Math.floor(at.getTime() / slotMs)}`;
    moved.set(key, (moved.get(key) ?? 0) + upload + download);
  }
  for (const at of sampleTimes(past.start.getTime(), past.end.getTime())) {
    await Promise.all(
      fleetPlan.map(async (server) => {
        const id = fleet.serverIds.get(server.key);
        const isAway = past.outages.some((outage) => outage.serverKey === server.key && outage.from <= at && at < outage.to);
        if (id === undefined || isAway) return;
        const bytes = moved.get(`${server.key} ${Math.floor(at / slotMs)}`) ?? 0;
        const ctx = systemContext("demo history", { db, now: new Date(at) });
        await recordSample(ctx, id, reported(past.seed, server, ctx.now, (bytes * 8) / 1e6 / (slotMs / 1000)));
      }),
    );
  }
}

function sampleTimes(start: number, end: number): number[] {
  const times: number[] = [];
  for (let at = end - fineStepMs; at >= start; at -= end - at < fineMs ? fineStepMs : hourMs) times.push(at);
  return times;
}

/** mod_mu tells only CPU and uptime. */
function reported(seed: string, server: ServerPlan, at: Date, megabitsPerSecond: number): NodeLoad {
  const { cpu, mem, swap, disk, uptimeS: uptime } = loadOf(seed, server, at, megabitsPerSecond);
  return NodeLoad.parse(server.compatibility === "ssp" ? { cpu, uptime } : { cpu, mem, swap, disk, uptime });
}
