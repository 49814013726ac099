import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { type IngestProcess, readIngestProcesses } from "#lib/telemetry/read-ingest-processes";
import { defineCheck } from "../check.ts";

/** Reports of traffic are committed before they are acknowledged: of them only those that wait for a connection are held. */
const waitingLimit = 50;
/** Billing runs every minute; a line that waits for so long says that it cannot keep up. */
const backlogLimitS = 600;
/** A buffer that fills, or a message that is not stored for so long: the database does not keep up with telemetry. */
const bufferLimitPercent = 50;
const unsavedLimitS = 5;

interface IngestReading {
  waitingReports: number;
  connections: number;
  /** Age of the oldest line that is not billed, seconds; null when all are. */
  backlogS: number | null;
  /** When the last report of any node came, seconds ago; null when none came within a day. */
  lastReportS: number | null;
  /** Of all processes that take telemetry; null where none does. */
  telemetry: TelemetryReading | null;
}

interface TelemetryReading {
  sockets: number;
  /** The fullest buffer, percent of what it may hold, and whose it is. */
  bufferPercent: number;
  fullest: string;
  /** The message that has waited longest, seconds; 0 when none waits. */
  oldestUnsavedS: number;
  slowest: string;
}

const Row = z.object({ oldest: column.instant.nullable(), newest: column.instant.nullable() });

/**
 * Usage reports: how many wait for a connection in this process, and how far billing is behind what was received.
 * Telemetry, over all processes that take it: what waits to be stored.
 */
export const ingestCheck = defineCheck<IngestReading>({
  name: "ingest",
  needsDatabase: true,

  async read({ db, now }) {
    const [row] = await db.rows(
      sql`select (select min(at) from usage_line where billed_at is null) as oldest,
        (select max(received_at) from usage_report where received_at > ${new Date(now.getTime() - 86_400_000)}::timestamptz) as newest`,
      Row,
    );
    const processes = await readIngestProcesses(db, now);
    const ageS = (at: Date | null | undefined) => (at ? Math.max(0, (now.getTime() - at.getTime()) / 1000) : null);
    return {
      waitingReports: db.ingestPool.waitingCount,
      connections: db.ingestPool.totalCount,
      backlogS: ageS(row?.oldest),
      lastReportS: ageS(row?.newest),
      telemetry: telemetryReading(processes),
    };
  },

  decide({ waitingReports, connections, backlogS, lastReportS, telemetry }) {
    const billingBacklogSeconds = backlogS === null ? 0 : Math.round(backlogS);
    const lastReportSeconds = lastReportS === null ? null : Math.round(lastReportS);
    const details = {
      waitingReports,
      connections,
      billingBacklogSeconds,
      lastReportSeconds,
      telemetrySockets: telemetry?.sockets ?? null,
      telemetryBufferPercent: telemetry ? Math.round(telemetry.bufferPercent * 10) / 10 : null,
      oldestUnsavedSeconds: telemetry ? Math.round(telemetry.oldestUnsavedS * 10) / 10 : null,
    };
    if (waitingReports >= waitingLimit)
      return { status: "degraded", message: `${waitingReports} reports wait for a connection (limit ${waitingLimit})`, details };
    if (billingBacklogSeconds > backlogLimitS)
      return {
        status: "degraded",
        message: `Traffic has waited ${billingBacklogSeconds} s to be billed (limit ${backlogLimitS} s)`,
        details,
      };
    const behind = telemetry && telemetryBehind(telemetry);
    if (behind) return { status: "degraded", message: behind, details };
    const last = lastReportSeconds === null ? "no report within a day" : `last report ${lastReportSeconds} s ago`;
    const nodes = telemetry ? `; ${telemetry.sockets} sockets of chain nodes` : "";
    const message = `${waitingReports} reports wait, billing is ${billingBacklogSeconds} s behind; ${last}${nodes}`;
    return { status: "healthy", message, details };
  },
});

function telemetryReading(processes: readonly IngestProcess[]): TelemetryReading | null {
  const each = processes.map(({ name, sample: { socketsOpened, socketsClosed, buffer } }) => ({
    name,
    sockets: socketsOpened - socketsClosed,
    bufferPercent: (buffer.bytes / buffer.limitBytes) * 100,
    oldestUnsavedS: (buffer.oldestUnsavedMs ?? 0) / 1000,
  }));
  const [fullest] = each.toSorted((a, b) => b.bufferPercent - a.bufferPercent);
  const [slowest] = each.toSorted((a, b) => b.oldestUnsavedS - a.oldestUnsavedS);
  if (!fullest || !slowest) return null;
  return {
    sockets: each.reduce((sum, { sockets }) => sum + sockets, 0),
    bufferPercent: fullest.bufferPercent,
    fullest: fullest.name,
    oldestUnsavedS: slowest.oldestUnsavedS,
    slowest: slowest.name,
  };
}

function telemetryBehind({ bufferPercent, fullest, oldestUnsavedS, slowest }: TelemetryReading): string | undefined {
  if (oldestUnsavedS > unsavedLimitS)
    return `Telemetry has waited ${Math.round(oldestUnsavedS)} s to be stored at ${slowest} (limit ${unsavedLimitS} s)`;
  if (bufferPercent > bufferLimitPercent)
    return `The buffer of telemetry at ${fullest} is ${Math.round(bufferPercent)} % full (limit ${bufferLimitPercent} %)`;
  return undefined;
}
