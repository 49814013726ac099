import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { logCounts } from "../internal/log-counts.ts";
import { LogStat, LogStatsInput } from "./shapes.ts";

/** `GET /nodes/log_stats`: how many messages of each type a peer sent; none of a peer that is not known. Most first. */
export const originalLogStats = operation(
  {
    name: "originalLogStats",
    summary: "How many messages of each type a chain node sent",
    policy: "telemetry:read",
    input: LogStatsInput,
    output: z.array(LogStat),
  },
  ({ db }, { peer_id: peerId }) =>
    db.rows(
      sql`select sum(qty) as qty, msg as log_type from ${logCounts(peerId)} counts group by msg order by 1 desc, 2`,
      z.object({ qty: column.count, log_type: z.string() }),
    ),
);
