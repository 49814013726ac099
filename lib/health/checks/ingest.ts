import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { defineCheck } from "../check.ts";

/** Reports are committed before they are acknowledged, so nothing is buffered but those that wait for a connection. */
const waitingLimit = 50;
/** Billing runs every minute; a line that waits for so long says that it cannot keep up. */
const backlogLimitS = 600;

interface IngestReading {
  waitingReports: number;
  connections: number;
  /** Age of the oldest line that is not billed, seconds; null when all are. */
  backlogS: number | null;
  /** When the last report of any node came, seconds ago; null when none came within a day. */
  lastReportS: number | null;
}

const Row = z.object({ oldest: column.instant.nullable(), newest: column.instant.nullable() });

/** Usage reports: how many wait for a connection in this process, and how far billing is behind what was received. */
export const ingestCheck = defineCheck<IngestReading>({
  name: "ingest",
  needsDatabase: true,

  async read({ db, now }) {
    const [row] = await db.rows(
      sql`select (select min(at) from usage_line where billed_at is null) as oldest,
        (select max(received_at) from usage_report where received_at > ${new Date(now.getTime() - 86_400_000)}::timestamptz) as newest`,
      Row,
    );
    const ageS = (at: Date | null | undefined) => (at ? Math.max(0, (now.getTime() - at.getTime()) / 1000) : null);
    return {
      waitingReports: db.ingestPool.waitingCount,
      connections: db.ingestPool.totalCount,
      backlogS: ageS(row?.oldest),
      lastReportS: ageS(row?.newest),
    };
  },

  decide({ waitingReports, connections, backlogS, lastReportS }) {
    const billingBacklogSeconds = backlogS === null ? 0 : Math.round(backlogS);
    const lastReportSeconds = lastReportS === null ? null : Math.round(lastReportS);
    const details = { waitingReports, connections, billingBacklogSeconds, lastReportSeconds };
    if (waitingReports >= waitingLimit)
      return { status: "degraded", message: `${waitingReports} reports wait for a connection (limit ${waitingLimit})`, details };
    if (billingBacklogSeconds > backlogLimitS)
      return {
        status: "degraded",
        message: `Traffic has waited ${billingBacklogSeconds} s to be billed (limit ${backlogLimitS} s)`,
        details,
      };
    const last = lastReportSeconds === null ? "no report within a day" : `last report ${lastReportSeconds} s ago`;
    return { status: "healthy", message: `${waitingReports} reports wait, billing is ${billingBacklogSeconds} s behind; ${last}`, details };
  },
});
