import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { countDifferences } from "#lib/telemetry/testing/count-rows";
import type { Item } from "../acknowledged/item.ts";
import { readState } from "../restore-drill/read-state.ts";

const Marker = z.object({ marker: z.string(), count: column.count });
const Known = z.object({ server: z.number(), id: z.string() });

/** Whether everything that was right is stored, once and to the byte, and counts agree with what else was. In words. */
export async function judgeMalformed(db: Database, items: readonly Item[], markers: readonly string[]): Promise<string[]> {
  const rows = await db.rows(
    sql`select logs -> 'payload' ->> 'marker' as marker, count(*) as count from substrate_logs where logs -> 'payload' ->> 'marker' is not null group by 1`,
    Marker,
  );
  const stored = new Map(rows.map(({ marker, count }) => [marker, count]));
  const known = await db.rows(sql`select node_server_id as server, id from ingest_item`, Known);
  const ids = new Set(known.map(({ server, id }) => `${server} ${id}`));
  const { sums } = await readState(db);
  const expected = `${sum(items, "raw")} ${sum(items, "billed")}`;
  return [
    ...said(markers.filter((marker) => !stored.has(marker)).length, "good messages are not stored"),
    ...said(markers.filter((marker) => (stored.get(marker) ?? 0) > 1).length, "good messages are stored more than once"),
    ...said(items.filter(({ acknowledgedAt }) => acknowledgedAt === undefined).length, "good items were never acknowledged"),
    ...said(items.filter(({ reporter, id }) => !ids.has(`${reporter.id} ${id}`)).length, "good items are not stored"),
    ...said((await countDifferences(db)).length, "counts of messages differ from the messages"),
    ...sums
      .filter((found) => found !== expected)
      .map((found) => `the ledger or a roll-up says ${found} (raw, billed) instead of ${expected}`),
  ];
}

const Line = /^fleetlight_telemetry_messages_(received_total|stored_total|dropped_total|in_flight)\{[^}]*\} (\S+)$/;

/** Whether the counters of telemetry balance: everything that came was stored, or dropped with its reason. */
export async function judgeTelemetryCounters(url: string, adminKey: string): Promise<string[]> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${adminKey}` } });
  const totals = { received_total: 0, stored_total: 0, dropped_total: 0, in_flight: 0 };
  for (const line of (await response.text()).split("\n")) {
    const [, name = "", value] = Line.exec(line) ?? [];
    if (name in totals) totals[name as keyof typeof totals] += Number(value);
  }
  const { received_total: received, stored_total: stored, dropped_total: dropped, in_flight: inFlight } = totals;
  if (received === 0) return [`/metrics answers ${response.status} and knows no messages`];
  return received === stored + dropped && inFlight === 0
    ? []
    : [`${received} messages came, ${stored} were stored and ${dropped} dropped, ${inFlight} are under way`];
}

function said(count: number, words: string): string[] {
  return count === 0 ? [] : [`${count} ${words}`];
}

function sum(items: readonly Item[], key: "raw" | "billed"): bigint {
  return items.reduce((total, item) => total + item[key], 0n);
}
