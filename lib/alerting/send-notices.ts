import type { Context } from "#lib/auth/context";
import { hearChanges } from "./internal/hear-changes.ts";
import { settleDeliveries } from "./internal/settle-deliveries.ts";
import { tellGroups } from "./internal/tell-groups.ts";

/** What one run did; kept with the job's run. */
export interface NoticesSent {
  heard: number;
  groups: number;
  notices: number;
  failed: number;
}

/**
 * Hears what has happened to alerts, decides which groups are told now, and writes the deliveries: in small transactions, each
 * complete in itself. The outbox sends them. Beside itself it does nothing twice.
 */
export async function sendNotices(ctx: Context, signal?: AbortSignal): Promise<NoticesSent> {
  const sent: NoticesSent = { heard: 0, groups: 0, notices: 0, failed: 0 };
  const isStopped = () => signal?.aborted === true;
  for (let heard = -1; heard !== 0 && !isStopped(); sent.heard += heard) heard = await hearChanges(ctx);
  for (let groups = -1; groups !== 0 && !isStopped(); ) {
    const told = await tellGroups(ctx);
    groups = told.groups;
    sent.groups += told.groups;
    sent.notices += told.notices;
  }
  for (let settled = -1; settled !== 0 && !isStopped(); ) {
    const ended = await settleDeliveries(ctx);
    settled = ended.settled;
    sent.failed += ended.failed;
  }
  return sent;
}
