import { createAppliance } from "#lib/appliances/create-appliance";
import { receiveInventory } from "#lib/appliances/receive-inventory";
import { recordTasks } from "#lib/appliances/record-tasks";
import { systemContext } from "#lib/auth/context";
import type { Database } from "#lib/core/database";
import { type AppliancePlan, appliancePlan } from "../plan/appliance-plan.ts";
import { inventoryOf } from "../story/appliance-story.ts";
import { changeAt, taskOfSlot, taskSlotMs } from "../story/appliance-tasks.ts";

const hourMs = 3_600_000;
/** The last hours are told as finely as a live appliance would, the days before in larger steps. */
const fineMs = 12 * hourMs;
const coarseMs = 4 * hourMs;

export interface AppliancePast {
  seed: string;
  start: Date;
  end: Date;
}

/** The appliances' past: what they held, and their tasks with their ends. */
export async function writeAppliances(db: Database, past: AppliancePast): Promise<void> {
  await Promise.all(appliancePlan.map((plan) => writeAppliance(db, plan, past)));
}

async function writeAppliance(db: Database, plan: AppliancePlan, { seed, start, end }: AppliancePast): Promise<void> {
  const at = (ms: number) => systemContext("demo history", { db, now: new Date(ms) });
  const { id } = await createAppliance(at(start.getTime()), { name: plan.name });
  for (const ms of steps(start.getTime(), end.getTime(), taskSlotMs)) {
    await receiveInventory(at(ms), id, inventoryOf(seed, plan, start, new Date(ms)));
    const task = taskOfSlot(seed, plan, Math.floor(ms / taskSlotMs));
    for (const moment of [task.startsAt, task.endsAt]) {
      const change = moment < end && moment >= start ? changeAt(task, moment) : undefined;
      if (change) await recordTasks(at(moment.getTime()), id, change);
    }
  }
  await receiveInventory(at(end.getTime()), id, inventoryOf(seed, plan, start, end));
}

/** Instants from start to end, coarse first. */
function steps(startMs: number, endMs: number, fineStepMs: number): number[] {
  const times: number[] = [];
  for (let ms = startMs; ms < endMs; ms += endMs - ms <= fineMs ? fineStepMs : Math.min(coarseMs, endMs - fineMs - ms) || fineStepMs)
    times.push(ms);
  return times;
}
