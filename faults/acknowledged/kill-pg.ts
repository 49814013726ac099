import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "#server/database/free-port";
import { readPostmaster } from "#server/database/postmaster";
import { withDataFolder } from "../restore-drill/read-state.ts";
import { makeTown } from "../restore-drill/town.ts";
import { deliverAgain } from "./deliver-again.ts";
import { judgeCounters, judgeItems } from "./judge.ts";
import { trial } from "./product.ts";
import { startSenders } from "./senders.ts";
import { startTelemetrySockets } from "./telemetry-sockets.ts";

export interface KillPgOptions {
  folder: string;
  random: () => number;
  kills: number;
  say: (words: string) => void;
}

export interface KillPgResult {
  items: number;
  /** That came by the protocol without acknowledgements. */
  messages: number;
  kills: number;
  /** How long PostgreSQL was away, and from when it was back to the first acknowledgement. */
  awayMs: number[];
  firstMs: number[];
  broken: string[];
}

/** A crash, an immediate stop (the next start recovers), and a fast one (nothing to recover). */
const ways: readonly NodeJS.Signals[] = ["SIGKILL", "SIGQUIT", "SIGINT"];
/** Backends outlive their postmaster by what they are doing; an acknowledgement may be on its way. */
const lastWordsMs = 250;

/** PostgreSQL dies again and again under the same six node servers and four chain nodes: the process and every socket outlive it, and nothing is promised meanwhile. */
export async function killPg({ folder, random, kills, say }: KillPgOptions): Promise<KillPgResult> {
  const dataDir = path.join(folder, "data");
  const clusterDir = path.join(dataDir, "postgres");
  const { url, adminKey, uncaught, start } = trial({ dataDir, port: await freePort() });
  const server = await start();
  const broken: string[] = [];
  try {
    const town = await makeTown(url, adminKey, { writers: 6, users: 12, shortLimit: 2n ** 50n });
    const senders = startSenders(town, () => url, random);
    const sockets = await startTelemetrySockets(url, 4, random);
    await senders.nextAcknowledgement(10_000);
    const [awayMs, firstMs]: [number[], number[]] = [[], []];
    for (let kill = 1; kill <= kills; kill++) {
      await sleep(200 + random() * 1_000);
      const before = readPostmaster(clusterDir);
      const way = ways[kill % ways.length] ?? "SIGKILL";
      if (!before) throw new Error("PostgreSQL does not run");
      process.kill(before.pid, way);
      const from = performance.now();
      await untilBack(clusterDir, before.pid);
      const to = performance.now();
      const early = senders.acknowledgedAt.filter((at) => at > from + lastWordsMs && at < to);
      // A fast stop ends sessions first; until it has, there is a database.
      if (early.length > 0 && way !== "SIGINT") broken.push(`${early.length} acknowledgements came while PostgreSQL was down (${way})`);
      awayMs.push(to - from);
      firstMs.push((await senders.nextAcknowledgement(60_000)) - to);
      if (kill % 10 === 0) say(`${kill} of ${kills}, ${senders.items().length} items, away for ${Math.round(to - from)} ms`);
    }
    await senders.finish(60_000);
    await sockets.stop();
    const items = senders.items();
    const closed = [...senders.closedSockets, ...sockets.closedSockets];
    if (closed.length > 0) broken.push(`${closed.length} sockets were closed: ${closed.join(", ")}`);
    const wrongRefusals = senders.refusals.filter(({ status, retryAfter }) => status !== 503 || retryAfter === null);
    if (wrongRefusals.length > 0) broken.push(`${wrongRefusals.length} answers were neither a success nor 503 with Retry-After`);
    broken.push(...senders.wrong(), ...(await judgeCounters(url, adminKey)), ...(await deliverAgain(url, items)), ...uncaught);
    await server.stop();
    broken.push(...(await withDataFolder(dataDir, (db) => judgeItems(db, items, sockets.sent))));
    return { items: items.length, messages: sockets.sent.length, kills, awayMs, firstMs, broken };
  } finally {
    await server.stop();
  }
}

/** Resolves when another PostgreSQL than that one is ready. */
async function untilBack(clusterDir: string, before: number): Promise<void> {
  const givesUpAt = performance.now() + 30_000;
  while (performance.now() < givesUpAt) {
    const now = readPostmaster(clusterDir);
    if (now?.isReady && now.pid !== before) return;
    await sleep(10);
  }
  throw new Error("PostgreSQL did not come back within 30 s");
}
