import path from "node:path";
import { constants, createGzip } from "node:zlib";
import pg from "pg";
import { CopyOut } from "./copy-out.ts";
import type { FoundTable } from "./describe-database.ts";
import type { Table } from "./manifest.ts";
import { startProgress } from "./progress.ts";
import type { Snapshot } from "./snapshot.ts";
import { writeFile } from "./write-file.ts";

/** Writes every table of a snapshot into a file of its own, the largest first, as many at a time as there are readers. */
export async function copyTables(snapshot: Snapshot, folder: string, signal: AbortSignal, say: (words: string) => void): Promise<Table[]> {
  const waiting = [...snapshot.tables];
  const done: Table[] = [];
  const progress = startProgress(
    waiting.length,
    waiting.reduce((sum, { size }) => sum + size, 0),
    say,
  );
  const read = async (client: pg.Client) => {
    for (let table = waiting.shift(); table; table = waiting.shift()) {
      done.push(await copyTable(client, table, folder, signal));
      progress.advance(table.size);
    }
  };
  await Promise.all(snapshot.readers.map(read));
  return done.sort((a, b) => a.name.localeCompare(b.name, "en"));
}

async function copyTable(client: pg.Client, table: FoundTable, folder: string, signal: AbortSignal): Promise<Table> {
  const { name, parent, bound, options, columns } = table;
  const file = `${name}.copy.gz`;
  const rows = new CopyOut(
    `copy ${pg.escapeIdentifier(name)} (${columns.map((column) => pg.escapeIdentifier(column)).join(", ")}) to stdout`,
  );
  client.query(rows);
  const written = await writeFile(
    path.join(folder, file),
    rows,
    [createGzip({ level: constants.Z_BEST_SPEED, chunkSize: 131_072 })],
    signal,
  );
  return { name, parent, bound, options, columns, rows: String(rows.rows), file, ...written };
}
