import { setTimeout as pause } from "node:timers/promises";
import { hostSystemPlan, phasePlan } from "../plan/benchmark-plan.ts";
import type { HttpPanel } from "../set-up/http-panel.ts";
import { randomOf } from "../story/random.ts";
import { patiently } from "./patiently.ts";

const minuteMs = 60_000;
const runMs = 2 * minuteMs;

/** When the nth run ends after the start: two soon, so that there is something to compare, then one an hour. */
export function endOfRunMs(nth: number): number {
  return nth < 2 ? (nth + 1) * 3 * minuteMs : (nth - 1) * 60 * minuteMs;
}

/** Benchmarks of the legacy chain, until `signal`: each is told when it is over, with its phases. */
export async function runBenchmarks(panel: HttpPanel, seed: string, signal: AbortSignal): Promise<void> {
  const startedAtMs = Date.now();
  const hosts = await patiently(() => ensureHostSystems(panel), signal);
  for (let nth = 0; hosts && !signal.aborted; nth++) {
    await pause(Math.max(0, startedAtMs + endOfRunMs(nth) - Date.now()), undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    const endAt = new Date();
    await patiently(() => tellOfRun(panel, seed, hosts, nth, endAt), signal);
  }
}

/** The ids of the plan's machines, made if they are not there. */
async function ensureHostSystems(panel: HttpPanel): Promise<number[]> {
  const known = new Map((await panel.hostSystems()).map(({ description, id }) => [description, id]));
  const ids: number[] = [];
  for (const plan of hostSystemPlan) ids.push(known.get(plan.description) ?? (await panel.createHostSystem(plan)).id);
  return ids;
}

async function tellOfRun(panel: HttpPanel, seed: string, hosts: readonly number[], nth: number, endAt: Date): Promise<void> {
  const place = nth % hosts.length;
  const startAt = new Date(endAt.getTime() - runMs);
  const { id } = await panel.createBenchmark({
    startAt,
    endAt,
    description: `Transfers and staking on ${hostSystemPlan[place]?.description.split(":")[0] ?? "a machine"}`,
    chainSpec: { name: "Development", id: "dev", chainType: "Development" },
    benchmarkSpec: { accounts: 10_000, transfers: 200_000 },
    setup: { database: "ParityDb", executionStrategy: "native" },
    hostSystemId: hosts[place] ?? 0,
  });
  let atMs = startAt.getTime() + 2_000;
  for (const { name, share, slower } of phasePlan) {
    const factor = (place === 1 ? slower : 1) * (0.97 + 0.06 * randomOf(seed, "run", nth, name));
    await panel.createBenchmarkEvent(id, { name, phase: "start", at: new Date(atMs) });
    atMs = Math.min(endAt.getTime(), atMs + runMs * share * 0.85 * factor);
    await panel.createBenchmarkEvent(id, { name, phase: "end", at: new Date(atMs) });
  }
}
