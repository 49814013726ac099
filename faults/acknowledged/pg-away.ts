import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { openDatabase } from "#lib/core/database";
import { databaseProxy } from "#lib/core/testing/database-proxy";
import { startEmbedded } from "#server/database/embedded";
import { freePort } from "#server/database/free-port";
import { residentMegabytes } from "../../bench/harness/process-figures.ts";
import { makeTown } from "../restore-drill/town.ts";
import { deliverAgain } from "./deliver-again.ts";
import { judgeCounters, judgeItems } from "./judge.ts";
import { trial } from "./product.ts";
import { startSenders } from "./senders.ts";
import { startTelemetrySockets } from "./telemetry-sockets.ts";

export interface PgAwayOptions {
  folder: string;
  random: () => number;
  awayMs: number;
  say: (words: string) => void;
}

export interface PgAwayResult {
  items: number;
  /** That came by the protocol without acknowledgements. */
  messages: number;
  /** Resident megabytes before, and how much more at most while the database was away. */
  residentMb: number;
  grownMb: number;
  /** The slowest refusal over HTTP while it was away. */
  slowestRefusalMs: number;
  /** Until `/api/v1/health` named the database, and until it was well again. */
  namedMs: number;
  healedMs: number;
  /** From its return to the first acknowledgement, and to `/readyz`. */
  firstMs: number;
  readyMs: number;
  broken: string[];
}

const [longestRefusalMs, longestHealMs, longestHealthMs, mostGrownMb, lastWordsMs] = [5_000, 5_000, 10_000, 150, 250] as const;

/** An external PostgreSQL is not to be reached for a while, under six node servers that go on sending. */
export async function pgAway({ folder, random, awayMs, say }: PgAwayOptions): Promise<PgAwayResult> {
  const embedded = await startEmbedded({ dataDir: path.join(folder, "elsewhere") });
  const proxy = await databaseProxy(embedded.url);
  const { url, adminKey, uncaught, start } = trial({ dataDir: path.join(folder, "data"), port: await freePort(), databaseUrl: proxy.url });
  const server = await start();
  try {
    const town = await makeTown(url, adminKey, { writers: 6, users: 12, shortLimit: 2n ** 50n });
    const senders = startSenders(town, () => url, random);
    const sockets = await startTelemetrySockets(url, 4, random);
    await senders.nextAcknowledgement(10_000);
    const isHealthy = healthOf(url, adminKey);
    if (!(await isHealthy())) throw new Error("The database was not healthy before anything happened");
    await sleep(2_000);

    const residentMb = residentMegabytes(server.pid);
    await proxy.away();
    const from = performance.now();
    say(`the database is away for ${awayMs / 1000} s`);
    const naming = until(from, async () => !(await isHealthy()));
    let mostMb = residentMb;
    while (performance.now() < from + awayMs) {
      mostMb = Math.max(mostMb, residentMegabytes(server.pid));
      await sleep(250);
    }
    const namedMs = await naming;
    await proxy.back();
    const back = performance.now();
    const healing = until(back, isHealthy);
    const readying = until(back, async () => (await fetch(`${url}/readyz`)).ok);
    const firstMs = (await senders.nextAcknowledgement(60_000)) - back;
    const [healedMs, readyMs] = [await healing, await readying];
    const early = senders.acknowledgedAt.filter((at) => at > from + lastWordsMs && at < back).length;
    const refusals = senders.refusals.splice(0);
    await senders.finish(60_000);
    await sockets.stop();
    const closed = senders.closedSockets.length + sockets.closedSockets.length;
    const items = senders.items();

    const slowestRefusalMs = Math.max(0, ...refusals.map(({ tookMs }) => tookMs));
    const wrongRefusals = refusals.filter(({ status, retryAfter }) => status !== 503 || retryAfter === null).length;
    const promises: [boolean, string][] = [
      [early === 0, `${early} acknowledgements came while the database was away`],
      [closed === 0, `${closed} sockets were closed`],
      [refusals.length > 0, "nobody was refused over HTTP"],
      [wrongRefusals === 0, `${wrongRefusals} refusals were not 503 with Retry-After`],
      [slowestRefusalMs <= longestRefusalMs, `a refusal took ${Math.round(slowestRefusalMs)} ms`],
      [mostMb - residentMb <= mostGrownMb, `memory grew by ${Math.round(mostMb - residentMb)} MB`],
      [namedMs <= longestHealthMs, `health named the database after ${Math.round(namedMs)} ms`],
      [healedMs <= longestHealthMs, `health was well again after ${Math.round(healedMs)} ms`],
      [firstMs <= longestHealMs, `after its return nothing was acknowledged for ${Math.round(firstMs)} ms`],
      [readyMs <= longestHealMs, `after its return it was not ready for ${Math.round(readyMs)} ms`],
    ];
    const broken = promises.filter(([isKept]) => !isKept).map(([, words]) => words);
    broken.push(...senders.wrong(), ...(await judgeCounters(url, adminKey)), ...(await deliverAgain(url, items)), ...uncaught);
    await server.stop();
    const db = openDatabase(embedded.url, { queryTimeoutMs: 600_000 });
    broken.push(...(await judgeItems(db, items, sockets.sent).finally(() => db.close())));
    return {
      items: items.length,
      messages: sockets.sent.length,
      residentMb,
      grownMb: mostMb - residentMb,
      slowestRefusalMs,
      namedMs,
      healedMs,
      firstMs,
      readyMs,
      broken,
    };
  } finally {
    await server.stop();
    await proxy.close();
    await embedded.stop();
  }
}

const Health = z.object({ components: z.array(z.object({ name: z.string(), status: z.string() })) });

/** Whether the health answer calls the database well. Who asks is remembered while nobody can be looked up. */
function healthOf(url: string, adminKey: string): () => Promise<boolean> {
  return async () => {
    const response = await fetch(`${url}/api/v1/health`, { headers: { authorization: `Bearer ${adminKey}` } });
    const { components } = Health.parse(await response.json());
    return components.find(({ name }) => name === "database")?.status === "healthy";
  };
}

/** How long it took from then until something was so, ms; asked every 100 ms, for a minute at most. */
async function until(from: number, isSo: () => Promise<boolean>): Promise<number> {
  while (performance.now() < from + 60_000) {
    if (await isSo().catch(() => false)) break;
    await sleep(100);
  }
  return performance.now() - from;
}
