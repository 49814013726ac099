import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { ReputationInput, ReputationMatrix } from "#lib/telemetry/reputation-schema";
import { nodeNames } from "./internal/node-names.ts";
import { textOf } from "./internal/node-row.ts";
import { readReports } from "./internal/read-reports.ts";

/** Who says what of whom. Empty with `lastReportAt` null where no node reports reputation, as current ones do not. */
export const showReputation = operation(
  {
    name: "showReputation",
    summary: "Newest reputation report of each chain node",
    policy: "telemetry:read",
    input: ReputationInput,
    output: ReputationMatrix,
  },
  async ({ db, now }, { known, maxAgeS, limit }) => {
    const reports = await readReports(db, { now, maxAgeS, limit, isKnown: known === "true" });
    const places = new Map<string, number>();
    const placeOf = (peerId: string) => {
      const place = places.get(peerId) ?? places.size;
      places.set(peerId, place);
      return place;
    };
    const placed = reports.map((report) => ({
      reporter: placeOf(report.reporting_peer),
      ts: report.ts.toISOString(),
      receivedAt: report.received_at.toISOString(),
      remotes: report.remote_peers.map(placeOf),
      reputations: report.reputations,
      connecteds: report.connecteds,
    }));
    const names = await nodeNames(db, [...places.keys()]);
    const [last] = await db.rows(
      sql`select max(received_at) as at from peer_reputation_report`,
      z.object({ at: column.instant.nullable() }),
    );
    return {
      at: now.toISOString(),
      lastReportAt: textOf(last?.at ?? null),
      peers: [...places.keys()].map((peerId) => ({ peerId, name: names.get(peerId) ?? null })),
      reports: placed,
    };
  },
);
