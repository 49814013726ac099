import type { z } from "zod";
import type { Context } from "#lib/auth/context";
import type { ListAuditInput } from "#lib/auth/schema";
import { type AuditPlace, readAuditRows } from "./internal/audit-rows.ts";

const pageSize = 500;

/** The audit log as CSV: every row that the filter admits, whatever `limit` says. The diff is JSON in one cell. */
export const auditCsv = {
  filename: "audit.csv",
  columns: ["at", "actorKind", "actorId", "actorLabel", "action", "subjectKind", "subjectId", "diff", "address", "requestId"],
  async *rows(ctx: Context, { limit: _limit, cursor: _cursor, ...filter }: z.output<typeof ListAuditInput>) {
    let after: AuditPlace | undefined;
    for (;;) {
      const rows = await readAuditRows(ctx.db, filter, pageSize, after);
      for (const { row } of rows) {
        const { at, actorKind, actorId, actorLabel, action, subjectKind, subjectId, diff, address, requestId } = row;
        yield [at, actorKind, actorId, actorLabel, action, subjectKind, subjectId, JSON.stringify(diff), address, requestId];
      }
      const last = rows.at(-1);
      if (rows.length < pageSize || !last) return;
      after = last.place;
    }
  },
};
