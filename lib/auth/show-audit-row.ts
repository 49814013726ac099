import { operation } from "#lib/auth/operation";
import { AuditRow, AuditRowIdInput } from "#lib/auth/schema";
import { notFound } from "#lib/core/errors";
import { readAuditRow } from "./internal/audit-rows.ts";
import { readSubjectNames } from "./internal/subject-names.ts";

/** @throws DomainError not_found */
export const showAuditRow = operation(
  { name: "showAuditRow", summary: "One row of the audit log", policy: "settings:read", input: AuditRowIdInput, output: AuditRow },
  async (ctx, { id }) => {
    const row = await readAuditRow(ctx.db, id);
    if (!row) throw notFound("Audit row");
    const nameOf = await readSubjectNames(ctx.db, [row]);
    return { ...row, subjectName: nameOf(row) };
  },
);
