import type { Fleet } from "./ensure-fleet.ts";
import type { HttpPanel } from "./http-panel.ts";

/** A new token for every server of the plan, by key. Tokens are shown once and kept nowhere: each start asks for new ones. */
export async function newTokens(panel: HttpPanel, fleet: Fleet): Promise<Map<string, string>> {
  const tokens = new Map<string, string>();
  for (const [key, id] of fleet.serverIds) tokens.set(key, await panel.rotateToken(id));
  return tokens;
}
