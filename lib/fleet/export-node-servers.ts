import type { z } from "zod";
import type { Context } from "#lib/auth/context";
import { listNodeServers } from "#lib/fleet/list-node-servers";
import type { ListNodeServersInput } from "#lib/fleet/schema";

const pageSize = 500;

/** Node servers as CSV: every row that the filter admits, whatever `limit` and `offset` say. */
export const nodeServersCsv = {
  filename: "node-servers.csv",
  columns: [
    "id",
    "name",
    "compatibility",
    "status",
    "statusReason",
    "statusChangedAt",
    "lastOnlineAt",
    "lastPushAt",
    "clientCount",
    "onlineUsers",
    "createdAt",
  ],
  async *rows(ctx: Context, { status, q }: z.output<typeof ListNodeServersInput>) {
    let cursor: string | undefined;
    do {
      const page = await listNodeServers(ctx, { limit: pageSize, ...(status && { status }), ...(q && { q }), ...(cursor && { cursor }) });
      for (const {
        id,
        name,
        compatibility,
        status: present,
        statusReason,
        statusChangedAt,
        lastOnlineAt,
        lastPushAt,
        ...rest
      } of page.items)
        yield [
          id,
          name,
          compatibility,
          present,
          statusReason,
          statusChangedAt,
          lastOnlineAt,
          lastPushAt,
          rest.clientCount,
          rest.onlineUsers,
          rest.createdAt,
        ];
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  },
};
