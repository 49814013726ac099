import { z } from "zod";
import type { Database } from "#lib/core/database";
import { processName } from "#lib/core/process-name";
import { sql } from "#lib/core/sql";
import { TelemetrySample, telemetrySample } from "./telemetry-sample.ts";

/** A process that takes telemetry, as it last said of itself. */
export interface IngestProcess {
  name: string;
  sample: TelemetrySample & { buffer: NonNullable<TelemetrySample["buffer"]> };
}

const Row = z.object({ name: z.string(), telemetry: z.unknown() });
/** Each reports every 10 s. */
const heardWithinS = 45;

/**
 * Every process that takes telemetry: this one as it is now, the others as they reported it within the last seconds. What
 * another version says and this one cannot read is left out.
 */
export async function readIngestProcesses(db: Database, now: Date): Promise<IngestProcess[]> {
  const own = processName();
  const rows = await db.rows(
    sql`select name, sample -> 'telemetry' as telemetry from metric_process
    where seen_at > ${now}::timestamptz - make_interval(secs => ${heardWithinS}) and name <> ${own} order by name`,
    Row,
  );
  const others = rows.map(({ name, telemetry }) => ({ name, sample: TelemetrySample.safeParse(telemetry).data }));
  return [...others, { name: own, sample: telemetrySample() }].flatMap(({ name, sample }) =>
    sample?.buffer ? [{ name, sample: { ...sample, buffer: sample.buffer } }] : [],
  );
}
