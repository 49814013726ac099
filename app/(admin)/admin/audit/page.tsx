import type { Metadata } from "next";
import { AuditPage } from "#components/audit/audit-page";
import { auditNamesQuery, auditQuery } from "#lib/auth/client";
import { listAudit } from "#lib/auth/list-audit";
import { listAuditNames } from "#lib/auth/list-audit-names";
import { auditFilterOfPage } from "../../../../components/audit/audit-filter-params.ts";
import { auditPageSize } from "../../../../components/audit/audit-page-size.ts";
import type { PageSearch } from "../../../../components/ui/range/range-params.ts";
import { pageContext } from "../../../page-context.ts";
import { firstPage, Prefetch } from "../../../prefetch.tsx";

export const metadata: Metadata = { title: "Audit" };

export default async function Page({ searchParams }: { searchParams: PageSearch }) {
  const ctx = await pageContext("/admin/audit", "settings:read");
  const rows = { ...(await auditFilterOfPage(searchParams, ctx.now)), limit: auditPageSize };
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
