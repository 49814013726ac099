import pg from "pg";
import { migrationLock } from "../database/migrate.ts";
import { StartupError } from "../startup-error.ts";
import { type FoundTable, findTables } from "./describe-database.ts";

/** Values as text that reads the same everywhere, and no limits of time: a backup takes as long as it takes. */
const settings = [
  "timezone=UTC",
  "datestyle=ISO",
  "intervalstyle=postgres",
  "bytea_output=hex",
  "extra_float_digits=1",
  "client_encoding=UTF8",
  "statement_timeout=0",
  "idle_in_transaction_session_timeout=0",
  "lock_timeout=2000",
];

export async function connectForCopy(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "fleetlight-backup",
    connectionTimeoutMillis: 5_000,
    options: settings.map((setting) => `-c ${setting}`).join(" "),
  });
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** Several connections that see one and the same instant. */
export interface Snapshot {
  /** Asks about the database as a whole. */
  first: pg.Client;
  readers: pg.Client[];
  tables: FoundTable[];
  close(): Promise<void>;
}

const tries = 5;

/**
 * Takes a snapshot. Writers are never in its way: it holds only the lock that every SELECT holds, on tables and partitions but
 * not on what they are partitions of, so that partitions can still be made. A start that wants to migrate waits for its end.
 * @throws StartupError while a migration is under way
 */
export async function takeSnapshot(url: string, readerCount: number): Promise<Snapshot> {
  const clients: pg.Client[] = [];
  const close = async () => void (await Promise.allSettled(clients.map((client) => client.end())));
  try {
    const first = await connectForCopy(url);
    clients.push(first);
    const { rows } = await first.query("select pg_try_advisory_lock_shared($1) as is_free", [migrationLock]);
    if (rows[0]?.is_free !== true) throw new StartupError("The database is being migrated: try again when Fleetlight is ready");
    const tables = await beginWithTables(first);
    const exported = await first.query<{ id: string }>("select pg_export_snapshot() as id");
    const readers: pg.Client[] = [];
    for (let number = 0; number < readerCount; number++) {
      const reader = await connectForCopy(url);
      clients.push(reader);
      readers.push(reader);
      await reader.query("begin isolation level repeatable read read only");
      await reader.query(`set transaction snapshot ${pg.escapeLiteral(exported.rows[0]?.id ?? "")}`);
    }
    return { first, readers, tables, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Between the list and the locks a purge may drop a partition: then both are taken again. */
async function beginWithTables(client: pg.Client): Promise<FoundTable[]> {
  for (let attempt = 1; ; attempt++) {
    await client.query("begin isolation level repeatable read read only");
    try {
      const tables = await findTables(client);
      const names = tables.map(({ name }) => pg.escapeIdentifier(name)).join(", ");
      if (names !== "") await client.query(`lock table ${names} in access share mode`);
      return tables;
    } catch (error) {
      await client.query("rollback");
      if (attempt === tries) throw error;
    }
  }
}
