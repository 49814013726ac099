import { createHash } from "node:crypto";
import type pg from "pg";
import { hasDatabaseCode } from "#lib/core/errors";
import { isPrepared } from "#lib/core/prepared";
import type { Sql } from "#lib/core/sql";

/** So many texts are kept by name; whatever comes after them runs without one. */
const mostNames = 64;

/** The statement was prepared before a table changed: the plan no longer gives the rows it gave. */
const stalePlan = "0A000";
/** A pooler gave us another session than the one that prepared: the name is unknown there, or somebody else's. */
const otherSession = ["26000", "42P05"];

/** Runs statements on a pool, the marked ones prepared. */
export interface StatementRunner {
  run(query: Sql): Promise<pg.QueryResult>;
}

/**
 * `pgbouncer=true` in the URL turns preparing off, as Prisma has it; a pooler that is found out by its errors does so too,
 * for as long as the process lives. Neither error comes after anything was done, so the statement is asked again.
 */
export function statementRunner(pool: pg.Pool, url: string): StatementRunner {
  const names = new Map<string, string>();
  let isOff = new URL(url).searchParams.get("pgbouncer") === "true";
  /** Part of every name: after a table changed, all are prepared anew. */
  let generation = 0;

  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined) return known;
    if (names.size >= mostNames) return undefined;
    const name = `fleetlight_${generation}_${createHash("sha256").update(text).digest("hex").slice(0, 24)}`;
    names.set(text, name);
    return name;
  };

  return {
    async run(query) {
      const plain = { text: query.text, values: query.values as unknown[] };
      const name = isOff || !isPrepared(query) ? undefined : nameOf(query.text);
      if (name === undefined) return pool.query(plain);
      try {
        return await pool.query({ ...plain, name });
      } catch (error) {
        if (otherSession.some((code) => hasDatabaseCode(error, code))) isOff = true;
        else if (hasDatabaseCode(error, stalePlan)) {
          // Whoever comes second finds the names of the next generation there already.
          if (names.get(query.text) === name) {
            generation += 1;
            names.clear();
          }
        } else throw error;
        return pool.query(plain);
      }
    },
  };
}
