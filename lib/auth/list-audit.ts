import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { AuditList, ListAuditInput } from "#lib/auth/schema";
import { readCursor } from "#lib/core/read-cursor";
import { cutPage } from "#lib/universal/paging";
import { readAuditRows } from "./internal/audit-rows.ts";
import { readSubjectNames } from "./internal/subject-names.ts";

const Place = z.tuple([z.iso.datetime(), z.string().regex(/^\d{1,18}$/)]);

export const listAudit = operation(
  { name: "listAudit", summary: "Who changed what, newest first", policy: "settings:read", input: ListAuditInput, output: AuditList },
  async (ctx, { limit, cursor, ...filter }) => {
    const rows = await readAuditRows(ctx.db, filter, limit + 1, readCursor(cursor, Place));
    const { items, nextCursor } = cutPage(rows, limit, ({ place }) => place);
    const nameOf = await readSubjectNames(
      ctx.db,
      items.map(({ row }) => row),
    );
    return { items: items.map(({ row }) => ({ ...row, subjectName: nameOf(row) })), nextCursor };
  },
);
