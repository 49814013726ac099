import { operation } from "#lib/auth/operation";
import { readCursor } from "#lib/core/read-cursor";
import { ListNodesInput, NodeList } from "#lib/telemetry/schema";
import { cutPage } from "#lib/universal/paging";
import { NodePlace, readNodes } from "./internal/read-nodes.ts";

/**
 * The chain nodes that we know, connected or not.
 * @throws DomainError validation_failed for a cursor of another list
 */
export const listTelemetryNodes = operation(
  { name: "listTelemetryNodes", summary: "List chain nodes", policy: "telemetry:read", input: ListNodesInput, output: NodeList },
  async (ctx, { limit, cursor, ...filter }) => {
    const rows = await readNodes(ctx.db, filter, limit + 1, readCursor(cursor, NodePlace));
    const { items, nextCursor } = cutPage(rows, limit, ({ place }) => place);
    return { items: items.map(({ view }) => view), nextCursor };
  },
);
