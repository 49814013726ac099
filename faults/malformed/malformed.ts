import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "#server/database/free-port";
import { outbox } from "../acknowledged/outbox.ts";
import { trial } from "../acknowledged/product.ts";
import { withDataFolder } from "../restore-drill/read-state.ts";
import { makeTown } from "../restore-drill/town.ts";
import { judgeMalformed, judgeTelemetryCounters } from "./judge.ts";
import { sendBodies } from "./send-bodies.ts";
import { sendFrames, sendItemFrames } from "./send-frames.ts";

export interface MalformedOptions {
  /** Empty; everything is made below it. */
  folder: string;
  random: () => number;
  frames: number;
  bodies: number;
  say: (words: string) => void;
}

export interface MalformedResult {
  badFrames: number;
  badBodies: number;
  goodMessages: number;
  goodItems: number;
  /** How bad bodies were answered: `400: 12`. */
  answers: string;
  broken: string[];
}

/** Bad frames and bodies of every kind between good ones: nobody crashes, nobody is answered with 5xx, every good one is stored. */
export async function malformed({ folder, random, frames, bodies, say }: MalformedOptions): Promise<MalformedResult> {
  const dataDir = path.join(folder, "data");
  const { url, adminKey, uncaught, start } = trial({ dataDir, port: await freePort() });
  const server = await start();
  try {
    const town = await makeTown(url, adminKey, { writers: 4, users: 6, shortLimit: 2n ** 50n });
    const boxes = town.reporters.map((reporter, index) => outbox(town, reporter, `box ${index}`, random));
    const [socketBox, ...bodyBoxes] = boxes;
    if (!socketBox) throw new Error("A town without servers");
    const port = Number(new URL(url).port);
    // So many that none of them sends more than it may.
    const sockets = Math.ceil(frames / 1_000);
    const [nodes, items, posted] = await Promise.all([
      Promise.all(Array.from({ length: sockets }, (_, at) => sendFrames(port, `node ${at}`, Math.ceil((frames * 0.75) / sockets), random))),
      sendItemFrames(url, socketBox, Math.ceil(frames * 0.25), random),
      Promise.all(bodyBoxes.map((box) => sendBodies(url, box, Math.ceil(bodies / bodyBoxes.length), random))),
    ]);
    const ended = [...nodes, items].flatMap((each) => each.ended);
    const wrong = [...posted.flatMap((each) => each.wrong), ...boxes.flatMap((box) => box.wrong)];
    say(`${wrong.length} answers were wrong, ${ended.length} sockets ended`);
    // What was read last is stored within a batch.
    await sleep(1_000);
    const broken = [
      ...ended.map((how) => `a socket ended: ${how}`),
      ...wrong.slice(0, 20),
      ...uncaught,
      ...(await judgeTelemetryCounters(url, adminKey)),
    ];
    if (!isAlive(server.pid)) broken.push("the process is not there any more");
    await server.stop();
    const good = boxes.flatMap((box) => box.items);
    const markers = nodes.flatMap((each) => each.markers);
    broken.push(...(await withDataFolder(dataDir, (db) => judgeMalformed(db, good, markers))));
    return {
      badFrames: nodes.reduce((total, { bad }) => total + bad, items.bad),
      badBodies: posted.reduce((total, { bad }) => total + bad, 0),
      goodMessages: markers.length,
      goodItems: good.length,
      answers: answersOf(posted.map(({ statuses }) => statuses)),
      broken,
    };
  } finally {
    await server.stop();
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function answersOf(all: readonly ReadonlyMap<number, number>[]): string {
  const totals = new Map<number, number>();
  for (const statuses of all) for (const [status, count] of statuses) totals.set(status, (totals.get(status) ?? 0) + count);
  return [...totals]
    .toSorted(([a], [b]) => a - b)
    .map(([status, count]) => `${status}: ${count}`)
    .join(", ");
}
