import { operation } from "#lib/auth/operation";
import { NodeStatusDetail, ServerStatusHistoryInput } from "#lib/fleet/schema";
import { readNodeServer } from "./internal/node-server-row.ts";
import { readStatusDetail } from "./internal/status-detail.ts";

/** Per hour the seconds in each status, and the changes with their reasons, newest first. */
export const showServerStatusHistory = operation(
  {
    name: "showServerStatusHistory",
    summary: "Status history of a node server",
    policy: "fleet:read",
    input: ServerStatusHistoryInput,
    output: NodeStatusDetail,
  },
  (ctx, { id, ...asked }) =>
    readStatusDetail(ctx, asked, async () => {
      const { name, status } = await readNodeServer(ctx.db, ctx.now, id);
      return { id, name, status, nodeServerId: id };
    }),
);
