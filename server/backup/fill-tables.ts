import { createReadStream } from "node:fs";
import path from "node:path";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import pg from "pg";
import { StartupError } from "../startup-error.ts";
import { copyIn } from "./copy-in.ts";
import type { Table } from "./manifest.ts";
import { startProgress } from "./progress.ts";

/** Fills empty tables of this transaction. @throws StartupError when one does not get as many rows as it had */
export async function fillTables(
  client: pg.Client,
  folder: string,
  tables: readonly Table[],
  signal: AbortSignal,
  say: (words: string) => void,
): Promise<void> {
  const progress = startProgress(
    tables.length,
    tables.reduce((sum, { bytes }) => sum + bytes, 0),
    say,
  );
  for (const table of tables) {
    const rows = table.rows === "0" ? 0n : await fillTable(client, path.join(folder, table.file), table, signal);
    if (String(rows) !== table.rows) throw new StartupError(`${table.name} got ${rows} rows instead of ${table.rows}: nothing was kept`);
    progress.advance(table.bytes);
  }
}

/** Rows of a table that nobody has ever seen are written as old ones at once (`freeze`): no vacuum has to come back to them. */
async function fillTable(client: pg.Client, file: string, { name, columns }: Table, signal: AbortSignal): Promise<bigint> {
  const text = `copy ${pg.escapeIdentifier(name)} (${columns.map((column) => pg.escapeIdentifier(column)).join(", ")}) from stdin with (freeze)`;
  const rows = new PassThrough({ highWaterMark: 262_144 });
  const unpacking = pipeline([createReadStream(file, { highWaterMark: 262_144 }), createGunzip({ chunkSize: 131_072 }), rows], { signal });
  const [copied] = await Promise.all([copyIn(client, text, rows), unpacking]);
  return copied;
}
