import { setTimeout as sleep } from "node:timers/promises";
import { parentPort, Worker, workerData } from "node:worker_threads";
import { z } from "zod";
import { type Abuse, type Abuser, nodeAbuses } from "./abuses.ts";

const Task = z.object({ port: z.number(), count: z.number(), patience: z.number() });
const Outcome = z.object({ name: z.string(), closedMs: z.number(), closedWithinMs: z.number(), left: z.number() });
/** How long it took until the last abuser of a kind was closed, and how many were not in time. */
export type Outcome = z.output<typeof Outcome>;

/** Every kind of misuse at once, `count` of each and so many times the promised time, in a thread of its own: those who measure are not held up by those who flood. */
export async function misuseAll(port: number, count: number, patience: number): Promise<Outcome[]> {
  const worker = new Worker(new URL(import.meta.url), { workerData: { port, count, patience } satisfies z.input<typeof Task> });
  try {
    return await new Promise<Outcome[]>((resolve, reject) => {
      worker.once("message", (outcomes) => resolve(z.array(Outcome).parse(outcomes)));
      worker.once("error", reject);
      worker.once("exit", (code) => reject(new Error(`The thread of abusers ended with ${code} before it was done`)));
    });
  } finally {
    await worker.terminate();
  }
}

if (parentPort) {
  const { port, count, patience } = Task.parse(workerData);
  const abuses = nodeAbuses.map((abuse) => ({ ...abuse, closedWithinMs: abuse.closedWithinMs * patience }));
  parentPort.postMessage(await Promise.all(abuses.map((abuse) => misuse(abuse, port, Math.min(count, abuse.atMost ?? count)))));
}

async function misuse(abuse: Abuse, port: number, count: number): Promise<Outcome> {
  const { name, closedWithinMs } = abuse;
  const begun = await Promise.all(Array.from({ length: count }, () => begin(abuse, port)));
  const abusers = begun.filter((each) => each !== undefined);
  const beganAt = performance.now();
  const left = () => abusers.filter((each) => !each.isClosed()).length;
  while (left() > 0 && performance.now() - beganAt < closedWithinMs) await sleep(20);
  const outcome = { name, closedWithinMs, closedMs: performance.now() - beganAt, left: left() };
  for (const each of abusers) each.stop();
  return outcome;
}

/** Who is closed before it has begun, or does not get that far among all the floods of this thread, does no harm. */
function begin(abuse: Abuse, port: number): Promise<Abuser | undefined> {
  return Promise.race([abuse.begin(port).catch(() => undefined), sleep(5_000, undefined)]);
}
