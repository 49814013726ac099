import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { systemContext } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { ingestTransaction } from "#lib/core/transaction";
import { applyBilling } from "#lib/package-queue/apply-billing";
import { billTraffic } from "#lib/usage/bill-traffic";
import { recordLines } from "#lib/usage/record-lines";
import { type BillingTown, makeBillingTown, seenChanges } from "./billing-town.ts";
import { startKilledLoops } from "./killed-loops.ts";

export interface DoubleBillOptions {
  seed: number;
  processes: number;
  users: number;
  /** So many of them have a package that runs out in the middle. */
  short: number;
  reports: number;
  linesPerUser: number;
  linesAtOnce: number;
  /** The next report waits until no more lines and events than this wait to be billed: so the processes meet all the time. */
  maxBacklog: number;
  livesMs: readonly [number, number];
  say?: (words: string) => void;
}

export interface DoubleBillResult {
  kills: number;
  lines: number;
  /** Lines that no event was made of, events that had no effect or needed a second attempt. */
  unbilled: number;
  unfinished: number;
  /** Events, and those that did not have their effect exactly once. */
  events: number;
  eventsNotOnce: number;
  /** Billed bytes: what was sent, what events say, what items say. */
  sent: bigint;
  inEvents: bigint;
  onItems: bigint;
  /** Items whose used bytes differ from their lines. */
  wrongItems: number;
  /** How often each item that had to run out did, and each successor began; and every other change of status. */
  consumed: number[];
  activated: number[];
  otherChanges: number;
}

/** A repeatable sequence in [0, 1). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const meanRawBytes = 1_000;

/**
 * Reports arrive while job processes with overlapping schedules bill and are killed; then everything is counted. The
 * expectation is what was sent, computed here with integers, not what the product wrote down.
 */
export async function doubleBill(db: Database, options: DoubleBillOptions): Promise<DoubleBillResult> {
  const random = randomFrom(options.seed);
  const perUser = options.reports * options.linesPerUser * meanRawBytes;
  const town = await makeBillingTown(db, { users: options.users, short: options.short, shortLimit: BigInt(Math.floor(perUser / 2)) });
  const loops = startKilledLoops({ url: db.url, random: randomFrom(options.seed + 1), ...options });
  let sent = 0n;
  for (let report = 0; report < options.reports; report++) {
    await caughtUp(db, options.maxBacklog, loops.throwIfFailed);
    sent += await sendReport(db, town, options, report, random);
    if (report % 100 === 99) options.say?.(`${report + 1} of ${options.reports} reports, ${loops.kills()} processes killed`);
  }
  await loops.stop();
  await drain(db);
  return { kills: loops.kills(), lines: options.reports * options.linesPerUser * options.users, sent, ...(await count(db, town)) };
}

/** One report of one of the servers with lines of every user; returns its billed bytes. */
async function sendReport(
  db: Database,
  town: BillingTown,
  options: DoubleBillOptions,
  number: number,
  random: () => number,
): Promise<bigint> {
  const server = town.fleet.servers[number % town.fleet.servers.length];
  const client = server?.clients[0];
  if (!server || !client) throw new Error("The town has no server");
  const { now } = systemContext("node", { db });
  let billed = 0n;
  const lines = town.fleet.users.flatMap(({ uid }, user) =>
    Array.from({ length: options.linesPerUser }, (_, line) => {
      const [upload, download] = [Math.floor(random() * meanRawBytes), Math.floor(random() * meanRawBytes)].map(BigInt);
      billed += roundHalfUp(upload ?? 0n, client.factor) + roundHalfUp(download ?? 0n, client.factor);
      const index = user * options.linesPerUser + line;
      return { index, uid, userId: null, nodeClientId: client.id, upload: upload ?? 0n, download: download ?? 0n, at: now };
    }),
  );
  const { reports } = await ingestTransaction(db, (tx) => recordLines(tx, server.id, [{ id: crypto.randomUUID(), lines }]));
  const accepted = reports[0]?.accepted ?? 0;
  if (accepted !== lines.length) throw new Error(`${lines.length - accepted} lines were refused`);
  return billed;
}

function roundHalfUp(raw: bigint, factor: string): bigint {
  const [whole = "0", fraction = ""] = factor.split(".");
  return (raw * BigInt(whole + fraction.padEnd(3, "0")) + 500n) / 1000n;
}

async function caughtUp(db: Database, maxBacklog: number, throwIfFailed: () => void): Promise<void> {
  const isAhead = async () => {
    const [backlog] = await db.rows(
      sql`select (select count(*) from (select from usage_line where billed_at is null limit ${maxBacklog + 1}) l)
        + (select count(*) from billing_event where state = 'queued') as size`,
      z.object({ size: column.count }),
    );
    return (backlog?.size ?? 0) > maxBacklog;
  };
  while (await isAhead()) {
    throwIfFailed();
    await sleep(20);
  }
}

/** What the next runs of the jobs would do. */
async function drain(db: Database): Promise<void> {
  while ((await billTraffic(systemContext("drain", { db }))).lines > 0);
  while ((await applyBilling(systemContext("drain", { db }))).events > 0);
}

const Counted = z.object({
  unbilled: column.count,
  unfinished: column.count,
  events: column.count,
  events_not_once: column.count,
  in_events: column.bytes,
  on_items: column.bytes,
  wrong_items: column.count,
});

async function count(db: Database, town: BillingTown): Promise<Omit<DoubleBillResult, "kills" | "lines" | "sent">> {
  const [counted] = await db.rows(
    sql`select
      (select count(*) from usage_line where billed_at is null) as unbilled,
      (select count(*) from billing_event where state <> 'done' or attempts > 0) as unfinished,
      (select count(*) from billing_event) as events,
      (select count(*) from billing_event b left join (
        select event, count(*) as times, count(*) filter (where is_now = 'done') as done from seen_event group by 1) s on s.event = b.id
        where s.times is distinct from 1 or s.done is distinct from 1) as events_not_once,
      (select sum((payload ->> 'billed_upload')::numeric + (payload ->> 'billed_download')::numeric) from billing_event) as in_events,
      (select sum(upload + download) from package_queue) as on_items,
      (select count(*) from package_queue q left join (
        select package_queue_id, sum(billed_upload) as upload, sum(billed_download) as download from usage_line group by 1) l on l.package_queue_id = q.id
        where (q.upload, q.download) is distinct from (coalesce(l.upload, 0), coalesce(l.download, 0))) as wrong_items`,
    Counted,
  );
  if (!counted) throw new Error("Nothing was counted");
  const changes = await seenChanges(db);
  const times = (item: string, was: string, isNow: string) =>
    changes.filter((change) => change.item === item && change.was === was && change.is_now === isNow).length;
  const consumed = town.first.map((item) => times(item, "active", "consumed"));
  const activated = town.second.map((item) => times(item, "in_queue", "active"));
  const expected = [...consumed, ...activated].reduce((sum, number) => sum + number, 0);
  return {
    unbilled: counted.unbilled,
    unfinished: counted.unfinished,
    events: counted.events,
    eventsNotOnce: counted.events_not_once,
    inEvents: counted.in_events,
    onItems: counted.on_items,
    wrongItems: counted.wrong_items,
    consumed,
    activated,
    otherChanges: changes.length - expected,
  };
}
