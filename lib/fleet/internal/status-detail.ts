import type { Context } from "#lib/auth/context";
import { historyRange } from "#lib/fleet/history-range";
import type { NodeStatus, NodeStatusDetail } from "#lib/fleet/schema";
import { uptimePercent } from "#lib/fleet/uptime-percent";
import { readStatusChanges, readStatusHours } from "./status-hours.ts";

/** What the history is of: a node of a user, or a server itself. `id` is the answer's; the history is the server's. */
interface Subject {
  id: number;
  name: string;
  status: NodeStatus;
  nodeServerId: number;
}

/**
 * Per hour the seconds in each status, and the changes with their reasons, newest first. The running hour is counted
 * up to the last refresh of the view (every 5 minutes); changes are always up to date.
 * @throws DomainError validation_failed naming the end of the range that is impossible
 */
export async function readStatusDetail(
  ctx: Context,
  asked: { start?: string | undefined; end?: string | undefined },
  findSubject: () => Promise<Subject>,
): Promise<NodeStatusDetail> {
  const range = historyRange(asked, ctx.now);
  const { id, name, status, nodeServerId } = await findSubject();
  const [hours, changes] = await Promise.all([
    readStatusHours(ctx.db, nodeServerId, range),
    readStatusChanges(ctx.db, nodeServerId, range),
  ]);
  const [start, end] = [range.start.toISOString(), range.end.toISOString()];
  return { id, name, status, start, end, uptimePercent: uptimePercent(hours), hours, changes };
}
