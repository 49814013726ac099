import type { z } from "zod";
import type { Context } from "#lib/auth/context";
import { nextPageSize } from "#lib/telemetry/next-page-size";
import { readRange } from "#lib/telemetry/read-range";
import type { ListLogsInput } from "#lib/telemetry/schema";
import { demandNode } from "./internal/known-node.ts";
import { readLogs } from "./internal/read-logs.ts";

const dayMs = 86_400_000;

/** A node's messages as CSV: every one that the filter admits, whatever `limit` says. The payload is JSON in one cell. */
export const logsCsv = {
  filename: "telemetry-logs.csv",
  columns: ["id", "createdAt", "receivedAt", "msg", "audit", "ipAddr", "payload"],
  async *rows(ctx: Context, { peerId, msg, target, limit: _limit, cursor: _cursor, ...asked }: z.output<typeof ListLogsInput>) {
    const range = readRange(asked, ctx.now, dayMs, Number.POSITIVE_INFINITY);
    await demandNode(ctx.db, peerId);
    const read = { rows: 0, bytes: 0 };
    const sizeOf = () => nextPageSize(Number.POSITIVE_INFINITY, read);
    for await (const rows of readLogs(ctx.db, { peerId, msg, target, range }, { sizeOf, whole: false })) {
      for (const row of rows) {
        read.rows += 1;
        read.bytes += row.logs.length;
        yield [row.id, row.created_at, row.received_at, row.msg, String(row.audit), row.ip_addr, row.logs];
      }
    }
  },
};
