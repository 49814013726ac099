import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { batchIdOf } from "#lib/ingest/read-payload";
import { countDifferences } from "#lib/telemetry/testing/count-rows";
import { readState } from "../restore-drill/read-state.ts";
import { type Item, markerOf } from "./item.ts";

const Known = z.object({ node_server_id: z.number(), id: z.string() });
const Samples = z.object({ count: column.count });

/**
 * Whether the database holds exactly these items, each once and whole: the ids, the ledger with all its roll-ups to the byte, the
 * loads, the messages with their counts. All of them must have been acknowledged. `messages`: markers of what came by the protocol without
 * acknowledgements. In words, empty when all is well.
 */
export async function judgeItems(db: Database, items: readonly Item[], messages: readonly string[] = []): Promise<string[]> {
  const known = await db.rows(sql`select node_server_id, id from ingest_item`, Known);
  const ids = new Set(known.map(({ node_server_id: server, id }) => `${server} ${id}`));
  const lost = items.filter(({ reporter, id, acknowledgedAt }) => acknowledgedAt !== undefined && !ids.has(`${reporter.id} ${id}`));
  const usage = items.filter(({ kind }) => kind === "usage");
  const loads = items.filter(({ kind }) => kind === "heartbeat");
  const markers = [...items.filter(({ kind }) => kind === "telemetry").map(({ reporter, id }) => markerOf(reporter, id)), ...messages];
  const state = await readState(db);
  const torn = usage.filter((item) => {
    const stored = state.batches.get(batchIdOf(item.reporter.id, item.id));
    return stored?.lines !== item.lines || stored.raw !== item.raw || stored.billed !== item.billed;
  });
  const [samples] = await db.rows(sql`select count(*) as count from node_sample`, Samples);
  const expected = `${sum(usage, "raw")} ${sum(usage, "billed")}`;
  return [
    ...said(items.filter(({ acknowledgedAt }) => acknowledgedAt === undefined).length, "items were never acknowledged"),
    ...said(lost.length, "acknowledged items are not stored"),
    ...said(known.length - items.length, "items are stored that were not sent"),
    ...said(torn.length, "reports differ from what was sent"),
    ...said(state.batches.size - usage.length, "reports are stored that were not sent"),
    ...said(state.strayLines, "lines belong to no report"),
    ...said(state.repeatedBatches, "reports were stored twice"),
    ...said((samples?.count ?? 0) - loads.length, "loads are stored that were not sent (less than 0: they are missing)"),
    ...(await judgeMessages(db, markers)),
    ...state.sums
      .filter((found) => found !== expected)
      .map((found) => `the ledger or a roll-up says ${found} (raw, billed) instead of ${expected}`),
  ];
}

const Marker = z.object({ marker: z.string().nullable(), count: column.count });

/** Whether every message is stored once, none beside them, and the counts agree. */
async function judgeMessages(db: Database, markers: readonly string[]): Promise<string[]> {
  const rows = await db.rows(
    sql`select logs -> 'payload' ->> 'marker' as marker, count(*) as count from substrate_logs group by 1`,
    Marker,
  );
  const stored = new Map(rows.map(({ marker, count }) => [marker, count]));
  const differences = await countDifferences(db);
  return [
    ...said(markers.filter((marker) => !stored.has(marker)).length, "messages of telemetry are not stored"),
    ...said(rows.filter(({ count }) => count > 1).length, "messages of telemetry are stored more than once"),
    ...said(stored.size - new Set(markers).size, "more messages are stored than were sent (less than 0: they are missing)"),
    ...said(differences.length, "counts of messages differ from the messages"),
  ];
}

function said(count: number, words: string): string[] {
  return count === 0 ? [] : [`${count} ${words}`];
}

function sum(items: readonly Item[], key: "raw" | "billed"): bigint {
  return items.reduce((total, item) => total + item[key], 0n);
}

const Line = /^fleetlight_ingest_items_(received_total|answered_total|in_flight)\{[^}]*\} (\S+)$/;

/** Whether the counters of acknowledged ingest balance, and nothing is under way. */
export async function judgeCounters(url: string, adminKey: string): Promise<string[]> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${adminKey}` } });
  const totals = { received_total: 0, answered_total: 0, in_flight: 0 };
  let lines = 0;
  for (const line of (await response.text()).split("\n")) {
    const [, name = "", value] = Line.exec(line) ?? [];
    if (!(name in totals)) continue;
    lines++;
    totals[name as keyof typeof totals] += Number(value);
  }
  const { received_total: received, answered_total: answered, in_flight: inFlight } = totals;
  if (lines === 0) return [`/metrics answers ${response.status} and knows no items`];
  return received === answered && inFlight === 0 ? [] : [`${received} items came, ${answered} were answered, ${inFlight} are under way`];
}
