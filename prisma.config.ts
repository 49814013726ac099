import path from "node:path";
import { defineConfig } from "prisma/config";

/** Prisma's CLI would download its engine; this one came with npm. */
process.env.PRISMA_SCHEMA_ENGINE_BINARY ||= path.resolve("scripts/schema-engine.mjs");

/** Where Prisma's own commands look. The running product migrates itself (server/database). */
export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
