import { z } from "zod";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { durationInWords } from "#lib/fleet/decide-status";
import { type IngestProcess, readIngestProcesses } from "#lib/telemetry/read-ingest-processes";
import { condition, type Reading } from "../condition.ts";

const Params = z.strictObject({
  /** Age of the oldest line of traffic that was taken in and not billed, seconds. */
  olderThanSeconds: z.number().int().min(30).max(604_800).default(300),
  /** Whole reports of a node server that were refused within the window; 0: not looked at. */
  refusedReports: z.number().int().min(0).max(100_000).default(10),
  windowMinutes: z.number().int().min(1).max(1_440).default(15),
  /** How long a telemetry message waits to be stored, at any process that takes them. */
  unsavedSeconds: z.number().int().min(1).max(86_400).default(30),
  /** How full the buffer of such a process is. */
  bufferPercent: z.number().int().min(1).max(100).default(80),
});

const Oldest = z.object({ oldest: column.instant.nullable() });
const Refused = z.object({ id: z.number().int(), name: z.string(), count: column.count, code: z.string().nullable() });

/**
 * What nodes report does not get through: traffic that was taken in waits for billing (`usage_line`), reports are refused as a whole
 * (`usage_refusal`), or telemetry waits in the memory of a process that takes it (`metric_process`).
 */
export const kind = condition({
  kind: "ingest_lag",
  title: "Reports do not get through",
  source: "traffic",
  params: Params,
  unit: "s",
  defaults: [{ key: "ingest-lag", name: "Reports do not get through", params: {}, severity: "warning", forSeconds: 120, clearSeconds: 60 }],
  words: ({ olderThanSeconds, refusedReports, windowMinutes, unsavedSeconds, bufferPercent }) =>
    `reported traffic has waited for more than ${durationInWords(olderThanSeconds * 1000)} to be billed${
      refusedReports === 0 ? "" : `, or a node server had ${refusedReports} reports refused within ${windowMinutes} min`
    }, or telemetry has waited for more than ${durationInWords(unsavedSeconds * 1000)} to be stored or fills more than ${bufferPercent} % of a buffer`,

  async read({ db, now }, rules) {
    const [waiting] = await db.rows(
      sql`select (select at from usage_line where billed_at is null and at <= ${now}::timestamptz order by at limit 1) as oldest`,
      Oldest,
    );
    const processes = await readIngestProcesses(db, now);
    const ageS = waiting?.oldest ? Math.round((now.getTime() - waiting.oldest.getTime()) / 1000) : 0;
    const found = await Promise.all(
      rules.map(async ({ id, params }): Promise<[string, Reading[]]> => {
        const lines: Reading = {
          resource: { type: "queue", id: "usage-lines", name: "Reported traffic" },
          observation: ageS > params.olderThanSeconds ? "true" : "false",
          value: ageS,
          message:
            ageS === 0
              ? "No reported traffic waits to be billed"
              : `Reported traffic has waited ${durationInWords(ageS * 1000)} to be billed`,
        };
        const buffers = processes.map((process) => bufferOf(process, params));
        if (params.refusedReports === 0) return [id, [lines, ...buffers]];
        const from = new Date(now.getTime() - params.windowMinutes * 60_000);
        const servers = await db.rows(
          sql`select s.id, s.name, count(r.id) as count, max(r.code) as code from node_server s
            left join usage_refusal r on r.node_server_id = s.id and r.at > ${from}::timestamptz and r.at <= ${now}::timestamptz
          group by s.id, s.name order by s.id`,
          Refused,
        );
        return [id, [lines, ...buffers, ...servers.map((server) => refusalsOf(server, params))]];
      }),
    );
    return new Map(found);
  },
});

function bufferOf({ name, sample: { buffer } }: IngestProcess, { unsavedSeconds, bufferPercent }: z.output<typeof Params>): Reading {
  const waitedS = (buffer.oldestUnsavedMs ?? 0) / 1000;
  const percent = (buffer.bytes / buffer.limitBytes) * 100;
  return {
    resource: { type: "process", id: name, name },
    observation: waitedS > unsavedSeconds || percent > bufferPercent ? "true" : "false",
    value: Math.round(waitedS),
    message: `Telemetry at ${name} has waited ${durationInWords(waitedS * 1000)} to be stored and fills ${Math.round(percent)} % of its buffer`,
    // What the nodes of this process seem to do meanwhile is its own doing (inhibitions).
    labels: { ingest_process: name },
  };
}

function refusalsOf({ id, name, count, code }: z.output<typeof Refused>, params: z.output<typeof Params>): Reading {
  return {
    resource: { type: "node_server", id: String(id), name },
    observation: count >= params.refusedReports ? "true" : "false",
    value: null,
    message: `${count} reports of ${name} were refused within ${params.windowMinutes} min${code === null ? "" : `, for example ${code}`}`,
    labels: { node_server_id: String(id) },
  };
}
