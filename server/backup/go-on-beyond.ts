import type { Client } from "pg";
import type { Manifest } from "./manifest.ts";

/**
 * Between the backup and the loss of the machine numbers were handed out that outside systems remember: "all events up to
 * 1,234". They are not handed out a second time, or those would never ask for the new ones.
 */
const gap = 1_000_000n;
const seenOutside = [
  ["event_log", "seq"],
  ["billing_event", "seq"],
] as const;

/** Sets every sequence to where it was, and those whose numbers leave the house further on. */
export async function goOnBeyond(client: Client, sequences: Manifest["sequences"]): Promise<void> {
  const beyond = new Set<string>();
  for (const [table, column] of seenOutside) {
    const { rows } = await client.query<{ name: string | null }>(
      "select c.relname::text as name from pg_class c where c.oid = pg_get_serial_sequence($1, $2)::regclass",
      [table, column],
    );
    if (rows[0]?.name) beyond.add(rows[0].name);
  }
  for (const { name, lastValue, isCalled } of sequences) {
    const value = BigInt(lastValue) + (beyond.has(name) ? gap : 0n);
    await client.query("select setval($1::regclass, $2::bigint, $3)", [name, String(value), isCalled || beyond.has(name)]);
  }
  await forgetEvents(client);
}

/**
 * A page that was open remembers a number of the lost time. With nothing but one event beyond the gap in the log, it is told
 * that it missed some and fetches everything anew, instead of believing what never happened.
 */
async function forgetEvents(client: Client): Promise<void> {
  await client.query(`
    with newest as (select max(seq) as seq from event_log)
    insert into event_log (type, rooms, payload, at)
    select type, rooms, payload, at from event_log join newest using (seq)`);
  await client.query("delete from event_log where seq < (select max(seq) from event_log)");
}
