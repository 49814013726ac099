import { z } from "zod";
import { streamedOperation } from "#lib/auth/operation";
import { readCursor } from "#lib/core/read-cursor";
import { nextPageSize } from "#lib/telemetry/next-page-size";
import { readRange } from "#lib/telemetry/read-range";
import { ListLogsInput, LogList } from "#lib/telemetry/schema";
import { encodeCursor } from "#lib/universal/paging";
import { demandNode } from "./internal/known-node.ts";
import { type LogPlace, type LogRow, readLogs } from "./internal/read-logs.ts";

const dayMs = 86_400_000;
const Place = z.tuple([z.iso.datetime(), z.string().regex(/^\d{1,19}$/)]);

/**
 * A node's messages, newest first by its own clock. Numbers of a payload are written as the node wrote them, also beyond 2^53.
 * @throws DomainError not_found; validation_failed for an impossible range or a cursor of another list
 */
export const listLogs = streamedOperation(
  {
    name: "listTelemetryLogs",
    summary: "Messages of a chain node, newest first",
    policy: "telemetry:read",
    input: ListLogsInput,
    output: LogList,
  },
  async function* (ctx, { peerId, msg, target, limit, cursor, ...asked }) {
    const range = readRange(asked, ctx.now, dayMs, Number.POSITIVE_INFINITY);
    const after = readCursor(cursor, Place);
    await demandNode(ctx.db, peerId);
    const read = { rows: 0, bytes: 0 };
    // One more than asked for tells whether there is a next page.
    const sizeOf = () => nextPageSize(limit + 1 - read.rows, read);
    let last: LogPlace | undefined;
    let text = '{"items":[';
    for await (const rows of readLogs(ctx.db, { peerId, msg, target, range, after }, { sizeOf, whole: false })) {
      for (const row of rows) {
        read.bytes += row.logs.length;
        if (++read.rows > limit) break;
        text += `${last ? "," : ""}${lineOf(row)}`;
        last = [row.created_at, row.id];
      }
      if (read.rows > limit) break;
      yield text;
      text = "";
    }
    yield `${text}],"nextCursor":${read.rows > limit && last ? JSON.stringify(encodeCursor(last)) : "null"}}`;
  },
);

/** A line as JSON; the payload is JSON text already. */
function lineOf({ id, msg, created_at: createdAt, received_at: receivedAt, audit, ip_addr: ipAddr, logs }: LogRow): string {
  return `${JSON.stringify({ id, msg, createdAt, receivedAt, audit, ipAddr }).slice(0, -1)},"payload":${logs}}`;
}
