import { defineConfig } from "prisma/config";

/** Where Prisma's own commands look; the running product migrates itself (server/database). */
export default defineConfig({ schema: "prisma/schema", migrations: { path: "prisma/migrations" } });
