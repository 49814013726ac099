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

interface Purchase {
  person: PersonPlan;
  at: Date;
  byOrder: string;
}

const hourMs = 3_600_000;

/**
 * Buys every package of the past at its own time; each starts when the one before has expired. The next one of those who
 * plan ahead waits.
 */
export async function writePackages(db: Database, fleet: Fleet, stories: readonly PersonStory[], end: Date): Promise<void> {
  const bought = stories.flatMap(({ person, stays }): Purchase[] => [
    ...stays.map(({ from, byOrder }) => ({ person, at: from, byOrder })),
    ...(plansAhead(person) ? [{ person, at: new Date(end.getTime() - 20 * hourMs), byOrder: `demo-${person.key}-next` }] : []),
  ]);
  for (const { person, at, byOrder } of bought.sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const user = fleet.users.get(person.key);
    const packageId = fleet.packageIds.get(person.packageKey);
    if (!user || !packageId) throw new Error(`The plan has nothing to sell to ${person.key}`);
    await enqueuePackage(systemContext("demo history", { db, now: at }), { userId: user.id, packageId, byOrder });
  }
}

/** The demo's own user, the one whose quota ends soon, and some whose package will soon be over. */
function plansAhead({ role, activatedDaysAgo }: PersonPlan): boolean {
  return role === "demo-user" || role === "near-quota" || (role === "ordinary" && activatedDaysAgo > 20);
}
