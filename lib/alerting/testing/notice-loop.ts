import { setTimeout as sleep } from "node:timers/promises";
import { systemContext } from "#lib/auth/context";
import { openDatabase } from "#lib/core/database";
import { isDatabaseAway } from "#lib/core/errors";
import { deliver } from "#lib/notifications/deliver";
import { sendNotices } from "../send-notices.ts";

/** A job process that does nothing but decide what is told and send it: to be killed. Argument: the database. */
const [url] = process.argv.slice(2);
if (!url) throw new Error("Say the database");
const db = openDatabase(url, { poolSize: 4, ingestPoolSize: 1 });
process.stdout.write("started\n");

async function forEver(work: () => Promise<unknown>): Promise<never> {
  for (;;) {
    try {
      await work();
    } catch (error) {
      // As for a job: rolled back, and tried again at the next slot.
      if (!isDatabaseAway(error)) throw error;
    }
    await sleep(20);
  }
}

await Promise.all([
  forEver(() => sendNotices(systemContext("notice loop", { db }))),
  forEver(() => deliver(systemContext("notice loop", { db }), { timeoutMs: 500 })),
]);
