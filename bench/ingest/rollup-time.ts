import { z } from "zod";
import type { Database } from "#lib/core/database";
import { ingestTransaction } from "#lib/core/transaction";
import { recordLines } from "#lib/usage/record-lines";
import type { Bytes } from "./bodies.ts";

interface PlanNode {
  "Subplan Name"?: string;
  "Actual Total Time"?: number;
  Plans?: PlanNode[];
}
const Explained = z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: z.custom<PlanNode>() })]) });

/** The parts of `recordLines` that are roll-ups. */
const rollups = ["quarter", "quarters", "hours", "days", "fleet"];

export interface StatementTime {
  /** Microseconds of PostgreSQL a line. */
  total: number;
  rollups: number;
}

/**
 * PostgreSQL's own account of the product's statement: EXPLAIN ANALYZE of exactly what `recordLines` sends, in a
 * transaction that is rolled back.
 */
export async function rollupTime(
  db: Database,
  report: { nodeServerId: number; now: Date },
  traffic: ReadonlyMap<number, Bytes>,
): Promise<StatementTime> {
  const lines = [...traffic].map(([uid, [upload, download]], index) => ({
    index,
    uid,
    userId: null,
    nodeClientId: null,
    upload: BigInt(upload),
    download: BigInt(download),
    at: report.now,
  }));
  let measured: StatementTime | undefined;
  await ingestTransaction(db, async (tx, client) => {
    const explaining: typeof tx = {
      ...tx,
      async rows(query, row) {
        const { rows } = await client.query(`explain (analyze, timing on, format json) ${query.text}`, query.values as unknown[]);
        const [plan] = Explained.parse(rows[0])["QUERY PLAN"];
        measured = timesOf(plan.Plan, lines.length);
        return [row.parse({ rejected: [], told: [], accepted: 0 })];
      },
    };
    await recordLines(explaining, { id: crypto.randomUUID(), ...report }, lines);
    throw new Undo();
  }).catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
  if (!measured) throw new Error("recordLines sent no statement");
  return measured;
}

class Undo extends Error {}

function timesOf(plan: PlanNode, lines: number): StatementTime {
  const times = new Map<string, number>();
  const walk = (node: PlanNode) => {
    const name = /^CTE (\w+)$/.exec(node["Subplan Name"] ?? "")?.[1];
    if (name) times.set(name, node["Actual Total Time"] ?? 0);
    node.Plans?.forEach(walk);
  };
  walk(plan);
  // The line CTE is the ledger's own: what a roll-up reads from it is computed when it is first read, in "written".
  const spent = rollups.reduce((sum, name) => sum + (times.get(name) ?? 0), 0);
  return { total: ((plan["Actual Total Time"] ?? 0) * 1000) / lines, rollups: (spent * 1000) / lines };
}
