import type { z } from "zod";
import type { TaskChange } from "#lib/appliances/schema";
import type { AppliancePlan } from "../plan/appliance-plan.ts";
import { randomOf } from "./random.ts";

/** An appliance begins a task this often. */
export const taskSlotMs = 10 * 60_000;
const minuteMs = 60_000;
const failingShare = 0.08;

const kinds = [
  ["backup", "Backup of"],
  ["verify", "Check of"],
  ["copy", "Copy of"],
] as const;
const reasons = ["the source did not answer for 120 s", "checksum of block 88 213 differs", "no free tape in VTL-1"] as const;

interface StoryTask {
  id: string;
  kind: string;
  name: string;
  startsAt: Date;
  endsAt: Date;
  isFailing: boolean;
  reason: string;
}

/** The task that an appliance begins in a slot: three to eight minutes long, one in twelve fails. */
export function taskOfSlot(seed: string, plan: AppliancePlan, slot: number): StoryTask {
  const chance = (word: string) => randomOf(seed, plan.key, "task", slot, word);
  const pick = <T>(choices: readonly T[], word: string) => choices[Math.floor(chance(word) * choices.length)];
  const [kind, words] = pick(kinds, "kind") ?? kinds[0];
  const startsAt = new Date(slot * taskSlotMs + Math.floor(chance("start") * minuteMs));
  return {
    id: `${kind}-${slot}`,
    kind,
    name: `${words} ${pick(plan.repositories, "repository")?.name ?? plan.name}`,
    startsAt,
    endsAt: new Date(startsAt.getTime() + (3 + 5 * chance("length")) * minuteMs),
    isFailing: chance("fails") < failingShare,
    reason: pick(reasons, "reason") ?? reasons[0],
  };
}

/** What the appliance says of a task at an instant; undefined before it begins. */
export function changeAt(
  { id, kind, name, startsAt, endsAt, isFailing, reason }: StoryTask,
  at: Date,
): z.input<typeof TaskChange> | undefined {
  if (at < startsAt) return undefined;
  const known = { id, kind, name, startedAt: startsAt.toISOString() };
  const share = (at.getTime() - startsAt.getTime()) / (endsAt.getTime() - startsAt.getTime());
  if (share < 1) return { ...known, status: "running", progressPercent: Math.floor(share * 100) };
  const end = { ...known, endedAt: endsAt.toISOString() };
  return isFailing ? { ...end, status: "failed", message: reason } : { ...end, status: "completed" };
}
