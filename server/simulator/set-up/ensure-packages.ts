import type { PersonPlan } from "../plan/people-plan.ts";
import type { Fleet } from "./ensure-fleet.ts";
import type { HttpPanel } from "./http-panel.ts";

/** Buys a package for everybody who has none running, except those whose story is to have none and who buy as they go. */
export async function ensurePackages(panel: HttpPanel, fleet: Fleet, people: readonly PersonPlan[], now: Date): Promise<void> {
  const served = await panel.servedUserIds(now);
  for (const person of people) {
    const user = fleet.users.get(person.key);
    const packageId = fleet.packageIds.get(person.packageKey);
    if (person.role === "without-package" || person.role === "pocket" || !user || !packageId || served.has(user.id)) continue;
    await panel.enqueue(user.id, packageId, `demo-${person.key}-${now.toISOString().slice(0, 10)}`);
  }
}
