import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "#server/database/free-port";
import { withDataFolder } from "../restore-drill/read-state.ts";
import { makeTown } from "../restore-drill/town.ts";
import { deliverAgain } from "./deliver-again.ts";
import { judgeCounters, judgeItems } from "./judge.ts";
import { trial } from "./product.ts";
import { startSenders } from "./senders.ts";

export interface KillAppOptions {
  /** Empty; everything is made below it. */
  folder: string;
  random: () => number;
  kills: number;
  /** How long a server lives after its first acknowledgement, from and to. */
  livesMs: readonly [number, number];
  say: (words: string) => void;
}

export interface KillAppResult {
  items: number;
  kills: number;
  /** From the start of a server to its first acknowledgement. */
  firstMs: number[];
  broken: string[];
}

/** A node process cannot have acknowledged anything so soon after its start: what comes before is the killed one's. */
const lastWordsMs = 100;

/**
 * Six node servers report without a pause, four over sockets and two over HTTP, while the process is killed again and again. In the end all
 * of it is delivered, once more all of it, and the database is looked at when nobody works on it any more.
 */
export async function killApp({ folder, random, kills, livesMs: [least, most], say }: KillAppOptions): Promise<KillAppResult> {
  const dataDir = path.join(folder, "data");
  const { url, adminKey, uncaught, start } = trial({ dataDir, port: await freePort() });
  let starting = start();
  let server = await starting;
  try {
    const town = await makeTown(url, adminKey, { writers: 6, users: 12, shortLimit: 2n ** 50n });
    const senders = startSenders(town, () => url, random);
    await senders.nextAcknowledgement(10_000);
    const firstMs: number[] = [];
    for (let kill = 1; kill <= kills; kill++) {
      await sleep(least + random() * (most - least));
      await server.kill();
      const from = performance.now();
      starting = start();
      let at = from;
      while (at < from + lastWordsMs) at = await senders.nextAcknowledgement(60_000);
      firstMs.push(at - from);
      server = await starting;
      if (kill % 10 === 0)
        say(`${kill} of ${kills} kills, ${senders.items().length} items, first acknowledgement after ${Math.round(at - from)} ms`);
    }
    await senders.finish(60_000);
    const items = senders.items();
    const broken = [...senders.wrong(), ...(await judgeCounters(url, adminKey)), ...(await deliverAgain(url, items)), ...uncaught];
    await server.stop();
    broken.push(...(await withDataFolder(dataDir, (db) => judgeItems(db, items))));
    return { items: items.length, kills, firstMs, broken };
  } finally {
    await starting.then(
      (last) => last.stop(),
      () => {},
    );
  }
}
