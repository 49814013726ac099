import { appliancePlan } from "../plan/appliance-plan.ts";
import type { HttpPanel } from "./http-panel.ts";

/** An appliance of the plan as the panel knows it. */
export interface KnownAppliance {
  id: string;
  /** Tokens are shown once and kept nowhere: each start asks for a new one. */
  token: string;
  /** Its story counts from here. */
  since: Date;
}

/** Makes the plan's appliances that are not there yet, and asks a new token for those that are. By key. */
export async function ensureAppliances(panel: HttpPanel, now: Date): Promise<Map<string, KnownAppliance>> {
  const known = new Map((await panel.appliances()).map((appliance) => [appliance.name, appliance]));
  const appliances = new Map<string, KnownAppliance>();
  for (const { key, name } of appliancePlan) {
    const there = known.get(name);
    const { id, token } = there ? await panel.rotateApplianceToken(there.id) : await panel.createAppliance(name);
    appliances.set(key, { id, token, since: there ? new Date(there.createdAt) : now });
  }
  return appliances;
}
