import { operation } from "#lib/auth/operation";
import { historyRange } from "#lib/fleet/history-range";
import { NodeStatusDetail, ServerStatusHistoryInput } from "#lib/fleet/schema";
import { uptimePercent } from "#lib/fleet/uptime-percent";
import { readNodeServer } from "./internal/node-server-row.ts";
import { readStatusChanges, readStatusHours } from "./internal/status-hours.ts";

/** Per hour the seconds in each status, and the changes with their reasons, newest first. */
export const showServerStatusHistory = operation(
  {
    name: "showServerStatusHistory",
    summary: "Status history of a node server",
    policy: "fleet:read",
    input: ServerStatusHistoryInput,
    output: NodeStatusDetail,
  },
  async (ctx, { id, ...asked }) => {
    const range = historyRange(asked, ctx.now);
    const [server, hours, changes] = await Promise.all([
      readNodeServer(ctx.db, ctx.now, id),
      readStatusHours(ctx.db, id, range),
      readStatusChanges(ctx.db, id, range),
    ]);
    const { name, status } = server;
    return {
      id,
      name,
      status,
      start: range.start.toISOString(),
      end: range.end.toISOString(),
      uptimePercent: uptimePercent(hours),
      hours,
      changes,
    };
  },
);
