import { openDatabase } from "#lib/core/database";
import { startTestRunner, testJob } from "./jobs.ts";

/** A job process of its own, to be killed by a test. Its handlers say that they run and never end. */
const url = process.argv[2];
if (!url) throw new Error("Say the database");
const handler = (_: unknown, { id }: { id: string }) => {
  process.stdout.write(`running ${id}\n`);
  return new Promise<never>(() => {});
};
const jobs = [testJob({ name: "usage.purge", retryLimit: 1, handler }), testJob({ name: "auth.purge", retryLimit: 0, handler })];
await startTestRunner(openDatabase(url), jobs);
process.stdout.write("started\n");
