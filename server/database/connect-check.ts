import pg from "pg";
import { oneLine, StartupError } from "../startup-error.ts";

const oldestVersion = 15;

/**
 * Asks an external PostgreSQL once whether it is there and new enough.
 * @throws StartupError that names host and database, never the password
 */
export async function checkConnection(url: string): Promise<void> {
  const { host, pathname } = new URL(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, query_timeout: 5_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const result = await client.query("select current_setting('server_version_num')::int / 10000 as version");
    const version = Number(result.rows[0]?.version);
    if (version < oldestVersion)
      throw new StartupError(`DATABASE_URL: PostgreSQL ${version} on ${host} is too old: ${oldestVersion} or newer is needed`);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw new StartupError(`DATABASE_URL: the PostgreSQL ${host}${pathname} cannot be reached (${oneLine(error)})`, { cause: error });
  } finally {
    await client.end().catch(() => {});
  }
}
