import { setTimeout as pause } from "node:timers/promises";
import type { PersonPlan } from "../plan/people-plan.ts";
import type { Fleet } from "../set-up/ensure-fleet.ts";
import type { HttpPanel } from "../set-up/http-panel.ts";
import { patiently } from "./patiently.ts";

const everyMs = 20_000;
/** Packages that wait behind the active one. */
const keepWaiting = 3;

/** The shop of the pocket customers, until `signal`: like a billing system it asks what waits, and buys what is missing. */
export async function keepBuying(panel: HttpPanel, fleet: Fleet, people: readonly PersonPlan[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const now = new Date();
    await patiently(() => buyAhead(panel, fleet, people, now), signal);
    await pause(everyMs, undefined, { signal }).catch(() => {});
  }
}

/** One round. An order's number is its moment and place, so what was not answered is asked again and bought once. */
export async function buyAhead(panel: HttpPanel, fleet: Fleet, people: readonly PersonPlan[], now: Date): Promise<void> {
  for (const person of people.filter(({ role }) => role === "pocket")) {
    const user = fleet.users.get(person.key);
    const packageId = fleet.packageIds.get(person.packageKey);
    if (!user || !packageId) continue;
    for (let waiting = await panel.waitingCount(user.id); waiting < keepWaiting; waiting++)
      await panel.enqueue(user.id, packageId, `demo-${person.key}-${now.toISOString()}-${waiting}`);
  }
}
