import path from "node:path";
import { z } from "zod";
import type { Context } from "#lib/auth/context";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { env } from "#lib/core/env";
import { singleton } from "#lib/core/singleton";
import { sql } from "#lib/core/sql";
import { productVersion } from "#lib/settings/product-version";
import { Installation, ListSettingsInput } from "#lib/settings/schema";
import { readSizes } from "./internal/read-sizes.ts";

/** Sizes are read from the file system table by table: once a minute is often enough. */
const maxAgeMs = 60_000;
const Facts = z.object({ postgres: z.string(), migration: z.string().nullable(), bytes: column.bytes });

/** What this installation is: version, processes, database and its size by area, mail, gRPC. Says no secret. */
export const showInstallation = operation(
  { name: "showInstallation", summary: "Show this installation", policy: "settings:read", input: ListSettingsInput, output: Installation },
  async (ctx) => {
    const box = singleton<{ kept?: { url: string; readAt: number; installation: Installation } }>("installation", () => ({}));
    const { kept } = box;
    if (kept?.url === ctx.db.url && performance.now() - kept.readAt < maxAgeMs) return kept.installation;
    const installation = await readInstallation(ctx);
    box.kept = { url: ctx.db.url, readAt: performance.now(), installation };
    return installation;
  },
);

async function readInstallation({ db, now }: Context): Promise<Installation> {
  const { FLEETLIGHT_ROLES: roles, SMTP_HOST: host, GRPC_PORT: grpcPort } = env();
  const [version, areas, [facts]] = await Promise.all([
    productVersion(),
    readSizes(db),
    db.rows(
      sql`select current_setting('server_version') as postgres, pg_database_size(current_database()) as bytes,
        (select max(migration_name) from _prisma_migrations where finished_at is not null and rolled_back_at is null) as migration`,
      Facts,
    ),
  ]);
  return {
    version,
    schemaVersion: facts?.migration ?? "none",
    nodeVersion: process.versions.node,
    postgresVersion: facts?.postgres ?? "unknown",
    roles,
    database: databasePlace(),
    sizeBytes: String(facts?.bytes ?? 0n),
    areas,
    mail: { isConfigured: host !== "", host: host || null },
    grpcPort: grpcPort ?? null,
    readAt: now.toISOString(),
  };
}

/** Where the data lie, without user and password. */
function databasePlace(): Installation["database"] {
  const { DATABASE_URL, FLEETLIGHT_DATA_DIR } = env();
  if (DATABASE_URL === "") return { kind: "embedded", place: path.resolve(/* turbopackIgnore: true */ FLEETLIGHT_DATA_DIR) };
  const { host, pathname } = new URL(DATABASE_URL);
  return { kind: "external", place: `${host}${pathname}` };
}
