import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { sql } from "#lib/core/sql";
import { type ProcessSample, SampleBody } from "./process-sample.ts";

/** Of a process that reports every 10 s: one that is only slow is not left out. */
const heardWithinS = 45;

const Row = z.object({ name: z.string(), host: z.string(), sample: z.unknown() });

/** The processes that were heard of in time. What another version wrote and this one cannot read is left out. */
export async function readProcesses({ db, now, log }: Pick<Context, "db" | "now" | "log">): Promise<ProcessSample[]> {
  const rows = await db.rows(
    sql`select name, host, sample from metric_process where seen_at > ${now}::timestamptz - make_interval(secs => ${heardWithinS}) order by name`,
    Row,
  );
  return rows.flatMap(({ name, host, sample }) => {
    const read = SampleBody.safeParse(sample);
    if (!read.success) log.warn({ process: name }, "a process reports metrics that this version cannot read");
    return read.success ? [{ ...read.data, name, hostName: host }] : [];
  });
}
