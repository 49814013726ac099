import { setTimeout as pause } from "node:timers/promises";
import { fleetPlan } from "../plan/fleet-plan.ts";
import type { Fleet } from "../set-up/ensure-fleet.ts";
import { awayServer, type OutageTimes } from "../story/live-outages.ts";
import { buildNode, type Surroundings } from "./build-nodes.ts";
import { minuteReport } from "./minute-report.ts";
import { type Customer, moveTraffic } from "./move-traffic.ts";
import { runNode } from "./run-node.ts";

export interface FleetRun {
  seed: string;
  url: string;
  fleet: Fleet;
  tokens: ReadonlyMap<string, string>;
  customers: readonly Customer[];
  outages: OutageTimes;
  /** Milliseconds between a node's rounds; 60 s in the field, shorter in a demo. */
  cycleMs: number;
  say(line: string): void;
}

/** A laptop that slept owes no traffic for the night. */
const longestTickMs = 30_000;

/** The live fleet, until `signal`: twelve node programs, their customers, and an outage every few minutes. */
export async function runFleet(run: FleetRun, signal: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  const serverKeys = fleetPlan.map((server) => server.key);
  const report = minuteReport();
  let speed = new Map<string, number>();
  const awayNow = () => awayServer(run.seed, serverKeys, run.outages, performance.now() - startedAt);
  const around: Surroundings = {
    seed: run.seed,
    now: () => new Date(),
    isUp: (serverKey) => awayNow() !== serverKey,
    megabitsPerSecond: (serverKey) => speed.get(serverKey) ?? 0,
  };
  const nodes = new Map(
    fleetPlan.map((server) => {
      const identity = { url: run.url, id: idOf(run.fleet.serverIds, server.key), token: idOf(run.tokens, server.key) };
      return [server.key, buildNode(server, identity, run.fleet.clientIds, around)] as const;
    }),
  );
  const programs = [...nodes.values()].map(async (node, index) => {
    // Nodes do not report in step: each starts its round a little later.
    await pause((run.cycleMs / nodes.size) * index, undefined, { signal }).catch(() => {});
    await runNode(node, run.cycleMs, report, signal);
  });
  let tickedAt = performance.now();
  let saidAt = tickedAt;
  while (!signal.aborted) {
    await pause(run.cycleMs / 2, undefined, { signal }).catch(() => {});
    const now = performance.now();
    const elapsedMs = Math.min(longestTickMs, now - tickedAt);
    tickedAt = now;
    const moved = moveTraffic(run.seed, run.customers, nodes, new Date(), elapsedMs);
    speed = new Map([...moved].map(([key, bytes]) => [key, (bytes * 8) / 1e6 / (elapsedMs / 1000)]));
    report.moved([...moved.values()].reduce((sum, bytes) => sum + bytes, 0));
    if (now - saidAt < 60_000) continue;
    saidAt = now;
    run.say(report.line(awayNow()));
  }
  await Promise.all(programs);
}

function idOf<T>(ids: ReadonlyMap<string, T>, key: string): T {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`The panel has no ${key}`);
  return id;
}
