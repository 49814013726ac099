import type { Context } from "#lib/auth/context";
import type { SqlTransaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { refreshMutes } from "../refresh-mutes.ts";
import { announceChanges } from "./announce-changes.ts";

/**
 * What follows, in the same transaction and under `lockAlerts`, from a silence or window that was made, changed or ended:
 * alerts fall silent or are heard again at once, with a row on their timelines and news for every page.
 */
export async function changeMutes(tx: SqlTransaction, ctx: Context, kind: "silence" | "maintenance", id: string): Promise<void> {
  await announceChanges(tx, ctx.now, [], await refreshMutes(tx, ctx.now));
  publish(tx, ctx.now, "alert:mute-changed", ["permission:monitoring:read"], { kind, id });
}
