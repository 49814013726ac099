import { singleton } from "#lib/core/singleton";
import type { Sql } from "#lib/core/sql";

/** Operations in Next's bundle mark, the server's copy of this module looks: one set for both. */
const marked = () => singleton("prepared-statements", () => new WeakSet<Sql>());

/**
 * Marks a statement that is asked again and again with a small number of texts: `Database.rows` then keeps it parsed and
 * planned on each connection (docs/decisions/prepared-statements). Not for statements whose best plan depends on their
 * values, and not for texts that grow with the input.
 */
export function prepared(query: Sql): Sql {
  marked().add(query);
  return query;
}

export function isPrepared(query: Sql): boolean {
  return marked().has(query);
}
