import { systemContext } from "#lib/auth/context";
import type { Database } from "#lib/core/database";
import { enqueuePackage } from "#lib/package-queue/enqueue-package";
import type { PersonPlan } from "../plan/people-plan.ts";
import type { Fleet } from "../set-up/ensure-fleet.ts";
import type { Stay } from "./package-story.ts";

export interface PersonStory {
  person: PersonPlan;
  stays: readonly Stay[];
}

/** Buys every package of the past at its own time; each starts when the one before has expired. */
export async function writePackages(db: Database, fleet: Fleet, stories: readonly PersonStory[]): Promise<void> {
  const bought = stories.flatMap(({ person, stays }) => stays.map((stay) => ({ person, stay })));
  for (const { person, stay } of bought.sort((a, b) => a.stay.from.getTime() - b.stay.from.getTime())) {
    const user = fleet.users.get(person.key);
    const packageId = fleet.packageIds.get(person.packageKey);
    if (!user || !packageId) throw new Error(`The plan has nothing to sell to ${person.key}`);
    await enqueuePackage(systemContext("demo history", { db, now: stay.from }), { userId: user.id, packageId, byOrder: stay.byOrder });
  }
}
