import type { ServerPlan } from "../plan/fleet-plan.ts";
import { randomOf } from "./random.ts";
import { rhythmAt } from "./rhythm.ts";

const gib = 2 ** 30;
const dayMs = 86_400_000;

/** A node's own load, as UniProxy's `status` carries it: CPU in percent, the rest in bytes. */
export interface Load {
  cpu: number;
  mem: { total: number; used: number };
  swap: { total: number; used: number };
  disk: { total: number; used: number };
  /** Seconds since the machine started. */
  uptimeS: number;
}

/**
 * A plausible load: CPU follows the region's day and the traffic that passes, memory breathes slowly, the disk fills
 * with logs until it is tidied each week.
 * @param megabitsPerSecond what the node moves at the moment
 */
export function loadOf(seed: string, server: ServerPlan, at: Date, megabitsPerSecond: number): Load {
  const noise = (name: string, everyMs: number) => randomOf(seed, server.key, name, Math.floor(at.getTime() / everyMs));
  const rhythm = rhythmAt(at, server.utcOffsetH);
  const cores = server.memoryGiB >= 8 ? 4 : 2;
  const cpu = Math.min(97, 3 + (14 * rhythm) / (cores / 2) + megabitsPerSecond / (cores * 5) + 6 * noise("cpu", 10_000));
  const memoryShare = 0.28 + 0.16 * rhythm + 0.05 * noise("memory", 600_000) + 0.08 * randomOf(seed, server.key, "memory");
  const sinceTidying = ((at.getTime() + dayMs * 7 * randomOf(seed, server.key, "tidied")) % (dayMs * 7)) / (dayMs * 7);
  const diskShare = 0.22 + 0.18 * randomOf(seed, server.key, "disk") + 0.2 * sinceTidying;
  return {
    cpu: Math.round(cpu * 10) / 10,
    mem: { total: server.memoryGiB * gib, used: Math.round(server.memoryGiB * gib * memoryShare) },
    swap: { total: gib, used: Math.round(gib * 0.04 * randomOf(seed, server.key, "swap")) },
    disk: { total: server.diskGiB * gib, used: Math.round(server.diskGiB * gib * diskShare) },
    uptimeS: Math.floor((at.getTime() / 1000 + 86_400 * 40 * randomOf(seed, server.key, "booted")) % (86_400 * 40)),
  };
}
