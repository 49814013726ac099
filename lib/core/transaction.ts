import type pg from "pg";
import type { z } from "zod";
import type { Prisma } from "#generated/prisma/client";
import type { Database } from "#lib/core/database";
import type { Sql } from "#lib/core/sql";

/** What set-based SQL needs of a transaction, whoever holds it. */
export interface SqlTransaction {
  rows<T extends z.ZodType>(query: Sql, row: T): Promise<z.output<T>[]>;
  /** Runs a statement and returns how many rows it touched. */
  execute(query: Sql): Promise<number>;
  /** Work that must be the last thing before COMMIT (event numbers, for one). Runs in order, inside the transaction. */
  beforeCommit: ((tx: SqlTransaction) => Promise<void>)[];
}

/** A transaction of people's requests: Prisma and SQL on one connection. */
export interface Transaction extends SqlTransaction {
  prisma: Prisma.TransactionClient;
}

/**
 * Runs `work` in one transaction on the people's pool. Everything of it is committed, or nothing.
 * @throws whatever `work` throws, after ROLLBACK
 */
export function transaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return db.prisma.$transaction(
    async (prisma) => {
      const tx: Transaction = {
        prisma,
        beforeCommit: [],
        async rows(query, row) {
          const found = await prisma.$queryRaw<unknown[]>(query);
          return found.map((value) => row.parse(value));
        },
        execute: (query) => prisma.$executeRaw(query),
      };
      const result = await work(tx);
      for (const step of tx.beforeCommit) await step(tx);
      return result;
    },
    { maxWait: 4_000, timeout: 20_000 },
  );
}

/**
 * The same on the ingest pool without Prisma: for reports of nodes, where every microsecond counts.
 * @throws whatever `work` throws, after ROLLBACK
 */
export async function ingestTransaction<T>(db: Database, work: (tx: SqlTransaction, client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await db.ingestPool.connect();
  let broken: Error | undefined;
  try {
    const tx: SqlTransaction = {
      beforeCommit: [],
      async rows(query, row) {
        const result = await client.query(query.text, query.values as unknown[]);
        return result.rows.map((value) => row.parse(value));
      },
      async execute(query) {
        const result = await client.query(query.text, query.values as unknown[]);
        return result.rowCount ?? 0;
      },
    };
    await client.query("begin");
    const result = await work(tx, client);
    for (const step of tx.beforeCommit) await step(tx);
    await client.query("commit");
    return result;
  } catch (error) {
    // A connection whose ROLLBACK fails is of no further use: it is thrown away, not handed to the next report.
    await client.query("rollback").catch((reason: unknown) => {
      broken = reason instanceof Error ? reason : new Error(String(reason));
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
