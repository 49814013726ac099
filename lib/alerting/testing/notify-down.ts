import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { systemContext } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { createChannel } from "#lib/notifications/create-channel";
import { deliver } from "#lib/notifications/deliver";
import { testEnvironment } from "#lib/notifications/testing/environment";
import { openMailbox } from "#lib/notifications/testing/mailbox";
import { startReceiver } from "#lib/notifications/testing/receiver";
import { ensureDefaultRoute } from "../ensure-default-route.ts";
import { readRouteTree } from "../internal/read-routes.ts";
import { receiveAlerts } from "../receive-alerts.ts";
import { sendNotices } from "../send-notices.ts";
import { updateRoute } from "../update-route.ts";

export interface NotifyDownOptions {
  alerts: number;
  /** How many times the process that notifies is killed. */
  kills: number;
  random: () => number;
  say?: (words: string) => void;
}

export interface NotifyDownResult {
  kills: number;
  alerts: number;
  notices: number;
  messages: number;
  /** Messages that the healthy receiver had not got while the others were down. */
  delayed: number;
  /** Messages that never arrived, though their receivers were mended. */
  lost: number;
  given: number;
  /** Alerts × channels of which the beginning, or the end, was not told exactly once. */
  notOnce: number;
}

const Count = z.object({ count: column.count });
const Ids = z.object({ channel: z.string(), message_id: z.string() });
const environment = (smtpPort: number) => ({
  FLEETLIGHT_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.0/8",
  SMTP_HOST: "127.0.0.1",
  SMTP_PORT: String(smtpPort),
  ALERT_FROM_EMAIL: "fleet@example.test",
});

/**
 * Alerts fire and end while the mail server is away, a webhook never answers, and the process that notifies is killed again and
 * again; a third receiver is well. Then everything is mended, and what arrived is counted at the receivers.
 */
export async function notifyDown(db: Database, { alerts, kills, random, say }: NotifyDownOptions): Promise<NotifyDownResult> {
  const smtpPort = await freePort();
  testEnvironment(environment(smtpPort));
  let isMended = false;
  const good = await startReceiver();
  const hanging = await startReceiver(() => (isMended ? 204 : undefined));
  const ctx = (plusMs = 0) => systemContext("notify-down", { db, now: new Date(performance.timeOrigin + performance.now() + plusMs) });
  await transaction(db, (tx) => ensureDefaultRoute(tx, ctx().now));
  const root = await readRouteTree(db);
  const channelIds = [
    (await createChannel(ctx(), { name: "Good", kind: "webhook", config: { url: good.url } })).id,
    (await createChannel(ctx(), { name: "Hanging", kind: "webhook", config: { url: hanging.url } })).id,
    (await createChannel(ctx(), { name: "Mail", kind: "email", config: { recipients: ["ada@example.test", "bob@example.test"] } })).id,
  ];
  await updateRoute(ctx(), { id: root?.id ?? "", channelIds, groupBy: ["thing"], groupWaitS: 0, groupIntervalS: 0 });

  const killer = startKilled(db.url, smtpPort, kills, random);
  const tell = async (isResolved: boolean, number: number) => {
    await transaction(db, (tx) => receiveAlerts(tx, ctx(), [trigger(number, isResolved)]));
    // Spread over all lives of the notifier.
    await sleep((kills * 2_000) / (alerts * 1.5));
  };
  for (let number = 0; number < alerts; number++) await tell(false, number);
  for (let number = 0; number < alerts; number += 2) await tell(true, number);
  await killer.isOver;
  say?.(`${alerts} alerts, ${kills} processes killed`);

  // The last process lives: what is well must be told of everything while the others are still down.
  const delayed = await waitingFor(db, "Good");
  killer.stop();
  isMended = true;
  const mailbox = await openMailbox(smtpPort);
  let later = 0;
  // Whoever was killed held a claim, and failures wait: a clock that goes ahead brings all of it due.
  for (let turn = 0; turn < 60 && (turn === 0 || (await waiting(db)) > 0); turn++) {
    await sendNotices(ctx(later));
    await deliver(ctx(later), { timeoutMs: 5_000 });
    later += 600_000;
  }
  await mailbox.close();
  const result = await count(
    db,
    new Map([
      ["Good", idsOf(good)],
      ["Hanging", idsOf(hanging)],
      ["Mail", new Set(mailbox.mails.map(messageIdOf))],
    ]),
    alerts,
  );
  await good.close();
  await hanging.close();
  return { kills, alerts, delayed, ...result };
}

function trigger(number: number, isResolved: boolean) {
  return {
    fingerprint: `down/${number}`,
    severity: "critical" as const,
    isResolved,
    source: "external" as const,
    title: `Alert ${number}`,
    message: "",
    resourceType: "thing",
    resourceId: String(number),
    labels: { thing: String(number % 7) },
    value: null,
    endsAt: null,
  };
}

/** Keeps one process notifying and kills it with SIGKILL at random instants; the one after the last kill lives on. */
function startKilled(url: string, smtpPort: number, kills: number, random: () => number): { isOver: Promise<void>; stop(): void } {
  const file = path.join(import.meta.dirname, "notice-loop.ts");
  let child: ChildProcess | undefined;
  const start = async () => {
    child = spawn(process.execPath, [file, url], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { NODE_ENV: "test", AUTH_SECRET: "a secret of tests with enough characters", ...environment(smtpPort) },
    });
    if (child.stdout) await once(child.stdout, "data");
    return child;
  };
  const run = async () => {
    for (let kill = 0; kill < kills; kill++) {
      const living = await start();
      await sleep(100 + 900 * random());
      const ended = once(living, "exit");
      living.kill("SIGKILL");
      await ended;
    }
    await start();
  };
  return { isOver: run(), stop: () => void child?.kill("SIGKILL") };
}

/** Waits for a channel's deliveries to be sent, up to what a killed process's claims take, and answers how many were not. */
async function waitingFor(db: Database, channel: string): Promise<number> {
  const untilMs = performance.now() + 60_000;
  for (;;) {
    const [open] = await db.rows(
      sql`select (select count(*) from alert_event where not is_heard) + (select count(*) from notice_group where due_at <= now())
        + (select count(*) from channel_delivery cd join delivery d on d.id = cd.delivery_id join notification_channel c on c.id = cd.channel_id
          where c.name = ${channel} and d.state <> 'sent') as count`,
      Count,
    );
    if (open?.count === 0 || performance.now() > untilMs) return open?.count ?? 0;
    await sleep(200);
  }
}

async function waiting(db: Database): Promise<number> {
  const [open] = await db.rows(sql`select count(*) as count from delivery where state = 'waiting'`, Count);
  return open?.count ?? 0;
}

async function count(db: Database, got: ReadonlyMap<string, ReadonlySet<string>>, alerts: number) {
  const sent = await db.rows(
    sql`select c.name as channel, d.message_id from channel_delivery cd join delivery d on d.id = cd.delivery_id
    join notification_channel c on c.id = cd.channel_id`,
    Ids,
  );
  const lost = sent.filter(({ channel, message_id: id }) => !got.get(channel)?.has(id)).length;
  const given = sent.length === 0 ? 0 : await one(db, sql`select count(*) as count from delivery where state = 'dead'`);
  const notices = await one(db, sql`select count(*) as count from notice`);
  // Each alert is told to each of three channels; of every second one the end too. One that had ended before it was told is told so at once.
  const told = (what: string) =>
    sql`select alert_id, detail from alert_event where kind = 'notified' and detail like ${what} group by alert_id, detail`;
  const doubled = await one(
    db,
    sql`select count(*) as count from (select from alert_event where kind = 'notified' group by alert_id, detail having count(*) > 1) d`,
  );
  const began = await one(db, sql`select count(*) as count from (${told("%: told that it fire%")}) t`);
  const ended = await one(
    db,
    sql`select count(*) as count from (select alert_id from alert_event where kind = 'notified' and detail like '%resolved') t`,
  );
  const notOnce = doubled + Math.abs(alerts * 3 - began) + Math.abs(Math.ceil(alerts / 2) * 3 - ended);
  return { notices, messages: sent.length, lost, given, notOnce };
}

async function one(db: Database, query: ReturnType<typeof sql>): Promise<number> {
  const [row] = await db.rows(query, Count);
  return row?.count ?? 0;
}

function idsOf({ received }: { received: readonly { headers: Record<string, unknown> }[] }): Set<string> {
  return new Set(received.map(({ headers }) => String(headers["webhook-id"])));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (!address || typeof address === "string") throw new Error("No port");
  return address.port;
}

/** The outbox's own id of a mail, without the sender's name. */
function messageIdOf({ id }: { id: string }): string {
  return /^<([0-9a-f-]{36})@/i.exec(id)?.[1] ?? "";
}
