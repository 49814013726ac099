import { z } from "zod";
import type { Database } from "#lib/core/database";
import { ingestTransaction } from "#lib/core/transaction";
import { recordLines } from "#lib/usage/record-lines";
import type { Bytes } from "./bodies.ts";

interface PlanNode {
  "Node Type"?: string;
  "Subplan Name"?: string;
  "Actual Total Time"?: number;
  Plans?: PlanNode[];
}
const Explained = z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: z.custom<PlanNode>(), "Execution Time": z.number() })]) });

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
      async rows(query) {
        const { rows } = await client.query(`explain (analyze, timing on, format json) ${query.text}`, query.values as unknown[]);
        const [plan] = Explained.parse(rows[0])["QUERY PLAN"];
        measured = { total: (plan["Execution Time"] * 1000) / lines.length, rollups: (rollupMs(plan.Plan) * 1000) / lines.length };
        throw new Undo();
      },
    };
    await recordLines(explaining, report.nodeServerId, [{ id: crypto.randomUUID(), lines }]);
  }).catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
  if (!measured) throw new Error("recordLines sent no statement");
  return measured;
}

/** Ends the transaction without a trace: the plan is all that was wanted. */
class Undo extends Error {}

/** Each roll-up's own time: without what it waited for the parts it reads from, which run when they are first read. */
function rollupMs(plan: PlanNode): number {
  let spentMs = 0;
  const walk = (node: PlanNode) => {
    const name = /^CTE (\w+)$/.exec(node["Subplan Name"] ?? "")?.[1];
    if (name && rollups.includes(name)) spentMs += timeOf(node) - timeOfReads(node);
    node.Plans?.forEach(walk);
  };
  walk(plan);
  return spentMs;
}

function timeOfReads(node: PlanNode): number {
  return (node.Plans ?? []).reduce((sum, child) => sum + (child["Node Type"] === "CTE Scan" ? timeOf(child) : timeOfReads(child)), 0);
}

function timeOf(node: PlanNode): number {
  return node["Actual Total Time"] ?? 0;
}
