import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { z } from "zod";
import { PrismaClient } from "#generated/prisma/client";
import { singleton } from "#lib/core/singleton";
import type { Sql } from "#lib/core/sql";
import { statementRunner } from "#lib/core/statement-runner";

/**
 * What an operation reads through. `prisma` for ordinary queries, `rows` for set-based SQL whose rows are checked by
 * zod. `pool` serves people, `ingestPool` serves nodes: neither can starve the other.
 */
export interface Database {
  prisma: PrismaClient;
  pool: pg.Pool;
  ingestPool: pg.Pool;
  url: string;
  rows<T extends z.ZodType>(query: Sql, row: T): Promise<z.output<T>[]>;
  close(): Promise<void>;
}

/** int8 as bigint, so that a byte count never passes through a float; numeric stays exact text. */
const types = new pg.TypeOverrides();
types.setTypeParser(20, (value) => BigInt(value));

export interface DatabaseOptions {
  /** Connections for people's requests and jobs. */
  poolSize?: number;
  /** Connections for ingest. */
  ingestPoolSize?: number;
  /** A hung server ignores statement_timeout; only the client's own limit fires. */
  queryTimeoutMs?: number;
}

/** Opens the pools lazily: nothing connects before the first query. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { poolSize = 8, ingestPoolSize = 6, queryTimeoutMs = 30_000 } = options;
  const base = {
    connectionString: url,
    types,
    connectionTimeoutMillis: 4_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // Sessions are UTC whatever the server's default is; sums and buckets never depend on it.
    options: "-c timezone=UTC -c lock_timeout=4000",
  };
  const pool = new pg.Pool({
    ...base,
    max: poolSize,
    query_timeout: queryTimeoutMs,
    statement_timeout: queryTimeoutMs,
    application_name: "fleetlight",
  });
  const ingestPool = new pg.Pool({
    ...base,
    max: ingestPoolSize,
    query_timeout: 4_500,
    statement_timeout: 4_500,
    application_name: "fleetlight-ingest",
  });
  // A connection that dies (PostgreSQL restarts) must not take the process along: the pool hears of idle ones, nobody of
  // those in use between two queries. Whoever uses one learns it from the next query.
  for (const each of [pool, ingestPool]) each.on("error", () => {}).on("connect", (client) => client.on("error", () => {}));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const statements = statementRunner(pool, url);
  return {
    prisma,
    pool,
    ingestPool,
    url,
    async rows(query, row) {
      const result = await statements.run(query);
      return result.rows.map((value) => row.parse(value));
    },
    async close() {
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
      if (!ingestPool.ended) await ingestPool.end();
    },
  };
}

/** The process's database, opened by the server before anything else runs. */
export function database(): Database {
  return singleton("database", () => {
    throw new Error("The database was asked for before the server opened it");
  });
}

/** Called once by whoever owns the process (server, bench, test). */
export function provideDatabase(db: Database): Database {
  return singleton("database", () => db);
}
