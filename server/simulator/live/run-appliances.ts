import { setTimeout as pause } from "node:timers/promises";
import { type ApplianceClient, applianceClient } from "../node/appliance-client.ts";
import { type AppliancePlan, appliancePlan } from "../plan/appliance-plan.ts";
import type { KnownAppliance } from "../set-up/ensure-appliances.ts";
import { inventoryOf } from "../story/appliance-story.ts";
import { changeAt, taskOfSlot, taskSlotMs } from "../story/appliance-tasks.ts";
import { patiently } from "./patiently.ts";

export interface ApplianceRun {
  seed: string;
  url: string;
  appliances: ReadonlyMap<string, KnownAppliance>;
  /** Milliseconds between reports; 60 s in the field, shorter in a demo. */
  cycleMs: number;
}

/** The live appliances, until `signal`: each sends what it has and how its tasks go. */
export async function runAppliances({ seed, url, appliances, cycleMs }: ApplianceRun, signal: AbortSignal): Promise<void> {
  const programs = appliancePlan.map(async (plan) => {
    const known = appliances.get(plan.key);
    if (!known) return;
    const client = applianceClient(url, known);
    while (!signal.aborted) {
      await patiently(() => reportOnce(client, seed, plan, known.since, new Date()), signal);
      await pause(cycleMs, undefined, { signal }).catch(() => {});
    }
  });
  await Promise.all(programs);
}

/** One report: the snapshot, and the tasks of this slot and the one before, which may only now have ended. */
export async function reportOnce(client: ApplianceClient, seed: string, plan: AppliancePlan, since: Date, at: Date): Promise<void> {
  await client.sendInventory(inventoryOf(seed, plan, since, at));
  const slot = Math.floor(at.getTime() / taskSlotMs);
  await client.sendTasks([slot - 1, slot].flatMap((one) => changeAt(taskOfSlot(seed, plan, one), at) ?? []));
}
