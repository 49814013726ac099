import path from "node:path";
import type { Database } from "#lib/core/database";
import { root, startCommand } from "../harness/command.ts";

/** The peers' table: messages by day of arrival and BRIN, nothing else. The id comes from a sequence, as Prisma wants one. */
export async function createBareTable(db: Database): Promise<void> {
  await db.pool.query(`
    create sequence bare_log_id_seq cache 1000;
    create table bare_log (id bigint not null default nextval('bare_log_id_seq'), msg text not null, created_at timestamptz not null,
      received_at timestamptz not null, logs json not null) partition by range (received_at);
    create index on bare_log using brin (received_at)`);
  await db.pool.query("select ensure_partitions('bare_log', 'day', null, now() - interval '1 day', now() + interval '1 day')");
}

/** Generates the Prisma client for it. @returns the module to import */
export async function generateBareClient(): Promise<string> {
  const env = { PRISMA_SCHEMA_ENGINE_BINARY: path.join(root, "package.json"), PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" };
  const said: string[] = [];
  const child = startCommand(
    root,
    process.execPath,
    ["node_modules/prisma/build/index.js", "generate", "--schema", "bench/telemetry/create-many.prisma"],
    env,
    (line) => said.push(line),
  );
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`The Prisma client could not be generated: ${said.join("\n")}`);
  return path.join(root, ".generated/bench/client.ts");
}
