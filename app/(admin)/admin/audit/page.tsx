import type { Metadata } from "next";
import { AuditPage } from "#components/audit/audit-page";
import { auditNamesQuery, auditQuery } from "#lib/auth/client";
import { listAudit } from "#lib/auth/list-audit";
import { listAuditNames } from "#lib/auth/list-audit-names";
import { auditPageSize } from "../../../../components/audit/audit-page-size.ts";
import { pageContext } from "../../../page-context.ts";
import { firstPage, Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Audit" };

export default async function Page() {
  const ctx = await pageContext("/admin/audit", "settings:read");
  const rows = { limit: auditPageSize };
  return (
    <Prefetch
      loads={[
        { query: auditQuery(rows), run: () => firstPage(() => listAudit(ctx, rows)) },
        { query: auditNamesQuery(), run: () => listAuditNames(ctx, {}) },
      ]}
    >
      <AuditPage />
    </Prefetch>
  );
}
