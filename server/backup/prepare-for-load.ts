import pg from "pg";
import { z } from "zod";
import { StartupError } from "../startup-error.ts";
import type { Manifest, Table } from "./manifest.ts";

const quote = pg.escapeIdentifier;
const Texts = z.array(z.string());

/**
 * Makes a fresh schema ready to be filled: the backup's partitions, no rows of migrations, no triggers, foreign keys and
 * secondary indices. Returns what puts those back, which checks every reference on the way.
 * @throws StartupError when the backup and this schema do not have the same tables
 */
export async function prepareForLoad(client: pg.Client, { tables }: Manifest): Promise<(say: (words: string) => void) => Promise<void>> {
  for (const table of tables) if (table.parent !== null && table.bound !== null) await makePartition(client, table);
  await demandSameTables(client, tables);
  await client.query(`truncate ${tables.map(({ name }) => quote(name)).join(", ")}`);
  const [triggers, keys, indexes] = [
    await texts(client, ownTriggers),
    await definitions(client, foreignKeys),
    await definitions(client, secondary),
  ];
  for (const table of triggers) await client.query(`alter table ${quote(table)} disable trigger user`);
  for (const { owner, name } of keys) await client.query(`alter table ${quote(owner)} drop constraint ${quote(name)}`);
  for (const { name } of indexes) await client.query(`drop index ${quote(name)}`);
  return async (say) => {
    say("Making indices");
    for (const { definition } of indexes) await client.query(definition.replace(" ON ONLY ", " ON "));
    for (const { owner, name, definition } of keys)
      await client.query(`alter table ${quote(owner)} add constraint ${quote(name)} ${definition}`);
    for (const table of triggers) await client.query(`alter table ${quote(table)} enable trigger user`);
    for (const view of await texts(client, views)) await client.query(`refresh materialized view ${quote(view)}`);
    await client.query("analyze");
  };
}

async function makePartition(client: pg.Client, { name, parent, bound, options }: Table): Promise<void> {
  const settings = options.length > 0 ? ` with (${options.join(", ")})` : "";
  await client.query(`create table if not exists ${quote(name)} partition of ${quote(parent ?? "")} ${bound}${settings}`);
}

async function demandSameTables(client: pg.Client, tables: readonly Table[]): Promise<void> {
  const made = new Set(
    await texts(client, "select relname::text as text from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r'"),
  );
  const held = new Set(tables.map(({ name }) => name));
  const foreign = tables.filter(({ name }) => !made.has(name)).map(({ name }) => name);
  if (foreign.length > 0) throw new StartupError(`The backup holds tables that its version does not have: ${foreign.join(", ")}`);
  const plain = await texts(
    client,
    "select relname::text as text from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r' and not relispartition",
  );
  const missing = plain.filter((name) => !held.has(name));
  if (missing.length > 0) throw new StartupError(`The backup lacks tables that its version has: ${missing.join(", ")}`);
}

const ownTriggers = `
  select distinct c.relname::text as text from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where c.relnamespace = current_schema()::regnamespace and not t.tgisinternal`;

const views = `
  select matviewname::text as text from pg_matviews where schemaname = current_schema() order by 1`;

const foreignKeys = `
  select c.relname::text as owner, k.conname::text as name, pg_get_constraintdef(k.oid) as definition
  from pg_constraint k join pg_class c on c.oid = k.conrelid
  where k.connamespace = current_schema()::regnamespace and k.contype = 'f' and k.conparentid = 0 order by 1, 2`;

/** Neither of a constraint nor of a partition: those of partitions go and come with their parent's. */
const secondary = `
  select t.relname::text as owner, i.relname::text as name, pg_get_indexdef(i.oid) as definition
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
  where t.relnamespace = current_schema()::regnamespace and t.relkind in ('r', 'p') and not i.relispartition
    and not exists (select from pg_constraint k where k.conindid = i.oid) order by 1, 2`;

async function texts(client: pg.Client, query: string): Promise<string[]> {
  const { rows } = await client.query<{ text: string }>(query);
  return Texts.parse(rows.map(({ text }) => text));
}

const Definition = z.object({ owner: z.string(), name: z.string(), definition: z.string() });

async function definitions(client: pg.Client, query: string): Promise<z.output<typeof Definition>[]> {
  const { rows } = await client.query(query);
  return rows.map((row) => Definition.parse(row));
}
