import type { z } from "zod";
import type { Context } from "#lib/auth/context";
import { listNodeClients } from "#lib/fleet/list-node-clients";
import type { ListNodeClientsInput } from "#lib/fleet/schema";

const pageSize = 500;

/** Node clients as CSV: every row that the filter admits, whatever `limit` and `offset` say. Groups are separated by spaces. */
export const nodeClientsCsv = {
  filename: "node-clients.csv",
  columns: [
    "id",
    "name",
    "nodeServerId",
    "nodeServerName",
    "trafficFactor",
    "displayOrder",
    "speedLimit",
    "routeClass",
    "availableGroups",
    "country",
    "location",
    "isEnabled",
    "isDefault",
    "status",
    "createdAt",
  ],
  async *rows(ctx: Context, { nodeServerId, status, q }: z.output<typeof ListNodeClientsInput>) {
    const filter = { ...(nodeServerId && { nodeServerId }), ...(status && { status }), ...(q && { q }) };
    let cursor: string | undefined;
    do {
      const page = await listNodeClients(ctx, { limit: pageSize, ...filter, ...(cursor && { cursor }) });
      for (const client of page.items) {
        const { id, name, nodeServerName, trafficFactor, displayOrder, speedLimit, routeClass, availableGroups, country, location } =
          client;
        yield [
          ...[
            id,
            name,
            client.nodeServerId,
            nodeServerName,
            trafficFactor,
            displayOrder,
            speedLimit,
            routeClass,
            availableGroups.join(" "),
          ],
          ...[country, location, String(client.isEnabled), String(client.isDefault), client.status, client.createdAt],
        ];
      }
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  },
};
