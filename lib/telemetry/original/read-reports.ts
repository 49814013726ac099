import type { z } from "zod";
import type { Context } from "#lib/auth/context";
import { readReports } from "../internal/read-reports.ts";
import type { ReputationInput, Reputations } from "./shapes.ts";

/** Reports in the original's shape. */
export async function readOriginalReports(
  { db, now }: Context,
  { max_age_s: maxAgeS, limit }: z.output<typeof ReputationInput>,
  { isKnown }: { isKnown: boolean },
): Promise<z.output<typeof Reputations>[]> {
  const rows = await readReports(db, { now, maxAgeS, limit, isKnown });
  return rows.map((row) => ({
    reporting_peer: row.reporting_peer,
    remote_peer: row.remote_peers,
    reputation: row.reputations,
    connected: row.connecteds,
    ts: row.ts.toISOString(),
  }));
}
