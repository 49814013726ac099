import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { column } from "#lib/core/columns";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";
import type { ServerProcess } from "#server/testing/server-process";
import { nodeAbuses } from "./abuses.ts";
import { startGoodNodes } from "./good-nodes.ts";
import { misuseAll } from "./misuse.ts";
import { watchProcess } from "./watch-process.ts";

export interface WsAbuseOptions {
  db: Database;
  server: ServerProcess;
  /** Abusers of each kind, all at once. */
  abusers: number;
  goodNodes: number;
  /** Rounds of all kinds, one after the other. */
  rounds: number;
  /** What times are compared with: 1 is what is promised. More on a machine that others use at the same time. */
  patience?: number;
  say: (words: string) => void;
}

export interface WsAbuseResult {
  abusers: number;
  goodMessages: number;
  baseMB: number;
  peakMB: number;
  slowestHealthMs: number;
  /** The last abuser to be closed, of its own time. */
  slowestClose: string;
  broken: string[];
}

const Count = z.object({ count: column.count });
/** The promise. */
export const mostMoreMB = 150;
const slowestHealthMs = 1_000;

/** Every misuse of sockets at once, again and again, beside nodes that behave: those notice nothing, the others are closed. */
export async function wsAbuse(options: WsAbuseOptions): Promise<WsAbuseResult> {
  const { db, server, say, patience = 1 } = options;
  const port = Number(new URL(server.url).port);
  const good = await startGoodNodes(port, options.goodNodes, 100);
  // What the first messages make it load is not the abusers'.
  await sleep(1_000);
  const watch = watchProcess(server.pid, server.url);
  const broken: string[] = [];
  let [slowest, slowestClose] = [0, ""];
  for (let round = 0; round < options.rounds; round++) {
    for (const { name, closedMs, closedWithinMs, left } of await misuseAll(port, options.abusers, patience)) {
      if (left > 0) broken.push(`${left} of ${options.abusers} were not closed within ${closedWithinMs / 1_000} s: ${name}`);
      if (closedMs > slowest) [slowest, slowestClose] = [closedMs, `${name}: ${Math.round(closedMs)} ms`];
    }
    say(`round ${round + 1} of ${options.rounds}: ${Math.round(watch.peakMB())} MB at most, ${good.sent()} messages of those that behave`);
  }
  const ended = good.ended();
  await good.stop();
  await watch.stop();
  const stored = await countWhenStored(db, good.sent());
  const more = watch.peakMB() - watch.baseMB;
  if (more > mostMoreMB) broken.push(`memory grew by ${Math.round(more)} MB`);
  if (ended.length > 0) broken.push(`sockets of nodes that behave ended: ${ended.join(", ")}`);
  if (stored !== good.sent()) broken.push(`${good.sent()} messages of nodes that behave were sent, ${stored} are stored`);
  if (watch.slowestHealthMs() > slowestHealthMs * patience) broken.push(`/healthz took ${Math.round(watch.slowestHealthMs())} ms`);
  return {
    abusers: options.rounds * nodeAbuses.reduce((sum, { atMost = options.abusers }) => sum + Math.min(atMost, options.abusers), 0),
    goodMessages: good.sent(),
    baseMB: Math.round(watch.baseMB),
    peakMB: Math.round(watch.peakMB()),
    slowestHealthMs: Math.round(watch.slowestHealthMs()),
    slowestClose,
    broken,
  };
}

async function countWhenStored(db: Database, expected: number): Promise<number> {
  for (let tries = 0; ; tries++) {
    const [row] = await db.rows(sql`select count(*) from substrate_logs where msg = 'good'`, Count);
    const count = row?.count ?? 0;
    if (count >= expected || tries === 50) return count;
    await sleep(100);
  }
}
