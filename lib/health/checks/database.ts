import pg from "pg";
import { z } from "zod";
import { readiness } from "#lib/core/readiness";
import { defineCheck } from "../check.ts";

/** Shorter than the limit of a check, so that one that hangs is told as what it is. */
const patienceMs = 1_500;
/** A replica this far behind would lose so much. */
const lagLimitS = 30;

const Row = z.object({
  connections: z.number().int(),
  max_connections: z.number().int(),
  replicas: z.number().int(),
  /** Null without a replica, and where our database user may not see it. */
  replication_lag_s: z.number().nullable(),
});

/** What a new connection and one query gave. */
export type DatabaseReading =
  | { isAnswering: false; reason: string }
  | {
      isAnswering: true;
      connectMs: number;
      queryMs: number;
      connections: number;
      maxConnections: number;
      replicas: number;
      lagS: number | null;
    };

/** Connects anew each time: a pool's old connections say nothing about whether there is room for another one. */
export const databaseCheck = defineCheck<DatabaseReading>({
  name: "database",
  needsDatabase: false,

  async read({ db }) {
    const client = new pg.Client({
      connectionString: db.url,
      connectionTimeoutMillis: patienceMs,
      query_timeout: patienceMs,
      application_name: "fleetlight-health",
    });
    client.on("error", () => {});
    const startedAt = performance.now();
    try {
      await client.connect();
      const connectedAt = performance.now();
      const { rows } = await client.query(`
        select (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
          current_setting('max_connections')::int as max_connections, (select count(*)::int from pg_stat_replication) as replicas,
          (select max(extract(epoch from replay_lag))::float8 from pg_stat_replication) as replication_lag_s`);
      const row = Row.parse(rows[0]);
      return {
        isAnswering: true,
        connectMs: connectedAt - startedAt,
        queryMs: performance.now() - connectedAt,
        connections: row.connections,
        maxConnections: row.max_connections,
        replicas: row.replicas,
        lagS: row.replication_lag_s,
      };
    } catch (error) {
      // Slow is not away: on a machine under load only the server's own watch, which has more patience, may say so.
      if (performance.now() - startedAt >= patienceMs && !readiness().isDatabaseAway)
        throw new Error(`no answer within ${patienceMs / 1000} s`);
      return { isAnswering: false, reason: error instanceof Error ? error.message || error.name : String(error) };
    } finally {
      client.end().catch(() => {});
    }
  },

  decide(reading) {
    if (!reading.isAnswering) return { status: "unhealthy", message: `It does not answer: ${reading.reason}`, details: {} };
    const { connections, maxConnections, replicas, lagS } = reading;
    const [connectMs, queryMs] = [Math.round(reading.connectMs), Math.round(reading.queryMs)];
    const details = { connectMs, queryMs, connections, maxConnections, replicas, replicationLagSeconds: lagS };
    if (lagS !== null && lagS > lagLimitS)
      return { status: "degraded", message: `A replica is ${Math.round(lagS)} s behind (limit ${lagLimitS} s)`, details };
    if (connections >= maxConnections * 0.9)
      return { status: "degraded", message: `${connections} of ${maxConnections} connections are taken`, details };
    const replicated = replicas === 0 ? "no replica" : `${replicas} replica${replicas === 1 ? "" : "s"}`;
    return { status: "healthy", message: `Connected in ${connectMs} ms, answered in ${queryMs} ms; ${replicated}`, details };
  },
});
