import { createHash } from "node:crypto";
import { systemContext } from "#lib/auth/context";
import type { Database } from "#lib/core/database";
import { updateNodeClient } from "#lib/fleet/update-node-client";
import { applyBilling } from "#lib/package-queue/apply-billing";
import { billTraffic } from "#lib/usage/bill-traffic";
import { receiveNativeReport } from "#lib/usage/receive-native-report";
import type { FactorChange } from "../plan/factor-changes.ts";
import type { Fleet } from "../set-up/ensure-fleet.ts";
import type { Past, PastLine } from "./past-demand.ts";

const dayMs = 86_400_000;
/** Reports of a server a day. */
const reportsADay = 4;
const reportMs = dayMs / reportsADay;

/**
 * Reports the past by the native protocol, as nodes that were cut off would: lines with their instants, a few reports a
 * day and server, in order of time. Factors change in between, at midnight UTC, and apply to what is reported after.
 * What was reported is billed by the same jobs' verbs, once a day and at the end.
 */
export async function writeUsage(
  db: Database,
  fleet: Fleet,
  past: Past,
  lines: readonly PastLine[],
  changes: readonly FactorChange[],
): Promise<number> {
  const byReport = Map.groupBy(lines, (line) => `${Math.floor(line.at.getTime() / reportMs)} ${line.serverKey}`);
  const todo = new Set(changes);
  let written = 0;
  const first = Math.floor(past.start.getTime() / reportMs);
  for (let period = first; period * reportMs < past.end.getTime(); period++) {
    const from = new Date(period * reportMs);
    const today = Math.floor(past.end.getTime() / dayMs) * dayMs;
    for (const change of todo) {
      if (today - change.daysAgo * dayMs > from.getTime()) continue;
      todo.delete(change);
      const id = fleet.clientIds.get(change.clientKey);
      if (id !== undefined) await updateNodeClient(systemContext("demo history", { db, now: from }), { id, trafficFactor: change.after });
    }
    const now = new Date(Math.min((period + 1) * reportMs, past.end.getTime()));
    await Promise.all(
      [...fleet.serverIds].map(async ([key, serverId]) => {
        const report = byReport.get(`${period} ${key}`);
        if (!report) return;
        const body = JSON.stringify({
          batchId: batchId(`${past.seed} ${period} ${key}`),
          mode: "delta",
          lines: report.map((line) => nativeLine(fleet, line)),
        });
        const answer = await receiveNativeReport(systemContext("demo history", { db, now }), serverId, body);
        const [refused] = answer.rejected;
        if (refused) throw new Error(`The history was refused: ${refused.code}, ${refused.detail}`);
        written += answer.accepted;
      }),
    );
    if (period % reportsADay === reportsADay - 1) await bill(db, now);
  }
  await bill(db, past.end);
  return written;
}

/** As the jobs would have: lines become events, events are added to packages, which run out and are followed. */
async function bill(db: Database, now: Date): Promise<void> {
  const ctx = systemContext("demo history", { db, now });
  await billTraffic(ctx);
  await applyBilling(ctx);
}

function nativeLine(fleet: Fleet, line: PastLine) {
  const { upload, download, at } = line;
  return {
    uid: fleet.users.get(line.personKey)?.uid,
    nodeClientId: fleet.clientIds.get(line.clientKey),
    upload,
    download,
    at: at.toISOString(),
  };
}

/** The same report of the same story has the same id. */
function batchId(words: string): string {
  const hex = createHash("sha256").update(words).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
