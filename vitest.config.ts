import { defineConfig } from "vitest/config";

const excluded = ["**/node_modules/**", "**/.next/**", "**/.generated/**", "e2e/**/*.spec.ts"];
const postgres = ["./e2e/fixtures/vitest-postgres.ts"];
const server = ["./e2e/fixtures/vitest-server.ts"];
/** What every test process sees; a developer's own environment never changes a result. */
const env = { LOG_LEVEL: "silent", TZ: "America/St_Johns", DATABASE_URL: "" };

/** `unit` needs nothing, `db` a PostgreSQL (started for the run), `http` the built server too. */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // Files of one process share what they load: half the time. What a test changes of a process it puts back.
          isolate: false,
          include: ["**/*.test.ts"],
          exclude: [...excluded, "**/*.db.test.ts", "**/*.http.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude: excluded,
          globalSetup: postgres,
          hookTimeout: 60_000,
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "http",
          include: ["**/*.http.test.ts"],
          exclude: excluded,
          globalSetup: server,
          hookTimeout: 120_000,
          testTimeout: 120_000,
        },
      },
    ],
    env,
    pool: "forks",
    maxWorkers: 2,
    expect: { poll: { timeout: 10_000 } },
  },
});
