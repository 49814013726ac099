import { z } from "zod";
import { systemContext } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { createChannel } from "#lib/notifications/create-channel";
import { createRoute } from "../create-route.ts";
import { ensureDefaultRoute } from "../ensure-default-route.ts";
import { receiveAlerts } from "../receive-alerts.ts";
import { sendNotices } from "../send-notices.ts";

export interface StormOptions {
  /** Triggers, and how many different things they are about. */
  triggers: number;
  fingerprints: number;
  /** Triggers that one sender posts at once. */
  perPost: number;
  random: () => number;
  say?: (words: string) => void;
}

export interface StormResult {
  triggers: number;
  alerts: number;
  /** Fingerprints with more than one open alert. */
  doubled: number;
  critical: number;
  /** Critical alerts that no message names. */
  unnamed: number;
  /** … and that more than one notice says are new. */
  toldTwice: number;
  notices: number;
  messages: number;
  /** Milliseconds of taking all triggers, and of the longest run of the notifier. */
  takenMs: number;
  longestRunMs: number;
}

const Facts = z.object({
  alerts: column.count,
  doubled: column.count,
  critical: column.count,
  told_twice: column.count,
  notices: column.count,
  messages: column.count,
});
const Message = z.object({ text: z.string() });
const Title = z.object({ title: z.string() });
const countries = ["DE", "NL", "FI", "SG", "US"];

/**
 * A storm: triggers from several senders at once, through the same door as everybody's, while the notifier runs every 5 s of
 * a clock that the storm itself moves by a minute. Everything is counted from what was stored and written.
 */
export async function alertStorm(db: Database, { triggers, fingerprints, perPost, random, say }: StormOptions): Promise<StormResult> {
  const start = new Date("2026-11-20T12:00:00Z");
  const at = (seconds: number) => systemContext("storm", { db, now: new Date(start.getTime() + seconds * 1_000) });
  await transaction(db, (tx) => ensureDefaultRoute(tx, start));
  const { id } = await createChannel(at(0), { name: "Storm mail", kind: "email", config: { recipients: ["storm@example.test"] } });
  await createRoute(at(0), { name: "Storm", channelIds: [id], groupBy: ["country"] });

  const posts = Math.ceil(triggers / perPost);
  const runs: number[] = [];
  const notify = async (seconds: number) => {
    const from = performance.now();
    await sendNotices(at(seconds));
    runs.push(performance.now() - from);
  };
  const began = performance.now();
  let takenMs = 0;
  let notifiedTo = 0;
  for (let post = 0; post < posts; post += 4) {
    const seconds = (post / posts) * 60;
    const from = performance.now();
    await Promise.all(
      [post, post + 1, post + 2, post + 3]
        .filter((number) => number < posts)
        .map((number) => {
          const count = Math.min(perPost, triggers - number * perPost);
          return transaction(db, (tx) =>
            receiveAlerts(
              tx,
              at(seconds),
              Array.from({ length: count }, () => trigger(Math.floor(random() * fingerprints))),
            ),
          );
        }),
    );
    takenMs += performance.now() - from;
    for (; notifiedTo + 5 <= seconds; notifiedTo += 5) await notify(notifiedTo + 5);
  }
  say?.(`${triggers} triggers in ${Math.round(performance.now() - began)} ms`);
  // What came after the first notice of its group is told at the end of the group's interval.
  for (let seconds = 60; seconds <= 700; seconds += 20) await notify(seconds);
  return { triggers, takenMs: Math.round(takenMs), longestRunMs: Math.round(Math.max(...runs)), ...(await count(db)) };
}

function trigger(number: number) {
  const severity = number % 5 === 0 ? ("critical" as const) : number % 5 < 3 ? ("warning" as const) : ("info" as const);
  return {
    fingerprint: `storm/${number}`,
    severity,
    isResolved: false,
    source: "external" as const,
    title: `Storm alert #${number}#`,
    message: "It storms.",
    resourceType: "thing",
    resourceId: String(number),
    labels: { country: countries[number % countries.length] ?? "" },
    value: null,
    endsAt: null,
  };
}

async function count(db: Database): Promise<Omit<StormResult, "triggers" | "takenMs" | "longestRunMs">> {
  const [facts] = await db.rows(
    sql`select (select count(*) from alert where status = 'firing') as alerts,
      (select count(*) from (select from alert where status <> 'resolved' group by fingerprint having count(*) > 1) d) as doubled,
      (select count(*) from alert where severity = 'critical') as critical,
      (select count(*) from (select from alert_event where kind = 'notified' and detail like '%: told that it fires' group by alert_id having count(*) > 1) t) as told_twice,
      (select count(*) from notice) as notices, (select count(*) from delivery) as messages`,
    Facts,
  );
  const messages = await db.rows(sql`select payload ->> 'text' as text from delivery`, Message);
  const named = new Set(messages.flatMap(({ text }) => text.match(/#\d+#/g) ?? []));
  const critical = await db.rows(sql`select title from alert where severity = 'critical'`, Title);
  const unnamed = critical.filter(({ title }) => !named.has(title.match(/#\d+#/)?.[0] ?? "")).length;
  if (!facts) throw new Error("Nothing was counted");
  const { told_twice: toldTwice, ...counted } = facts;
  return { ...counted, toldTwice, unnamed };
}
