import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, inject, test } from "vitest";
import { leaveDatabase, newDatabaseName, urlOfDatabase } from "#lib/core/testing/clone-database";
import { checkConnection } from "./connect-check.ts";
import { migrate } from "./migrate.ts";

const postgres = inject("postgres");
const { PRISMA_SCHEMA_ENGINE_BINARY: _, ...environment } = process.env;

async function prisma(url: string, ...args: string[]): Promise<string> {
  const env = { ...environment, DATABASE_URL: url, CHECKPOINT_DISABLE: "1", NO_COLOR: "1" };
  return (await promisify(execFile)(process.execPath, ["node_modules/prisma/build/index.js", ...args], { env })).stdout;
}

test("Prisma's own command works offline, and what it applied is current for the server", async () => {
  const name = newDatabaseName();
  const url = urlOfDatabase(postgres.adminUrl, name);
  await expect(checkConnection(url)).rejects.toThrow(`cannot be reached (database "${name}" does not exist)`);
  expect(await prisma(url, "migrate", "deploy")).toContain("All migrations have been successfully applied");
  const applied: string[] = [];
  await migrate(url, { log: (message) => applied.push(message) });
  expect(applied).toEqual([]);
  expect(await prisma(url, "migrate", "status")).toContain("Database schema is up to date");
  await leaveDatabase(postgres, name);
});
