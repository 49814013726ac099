import type { Database } from "#lib/core/database";

/**
 * `rows` of a statement that may take longer, or less long, than the pool allows by itself. PostgreSQL gives up after `limitMs`;
 * a server that hangs is given up a second later.
 */
export function rowsWithin(db: Database, limitMs: number): Database["rows"] {
  return async (query, row) => {
    const client = await db.pool.connect();
    let failure: Error | undefined;
    try {
      await client.query("begin read only");
      await client.query("select set_config('statement_timeout', $1, true)", [String(limitMs)]);
      const config = { text: query.text, values: query.values as unknown[], query_timeout: limitMs + 1_000 };
      const { rows } = await client.query<Record<string, unknown>>(config);
      await client.query("commit");
      return rows.map((value) => row.parse(value));
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      // Whatever it was in the middle of: nobody else gets this connection.
      client.release(failure);
    }
  };
}
