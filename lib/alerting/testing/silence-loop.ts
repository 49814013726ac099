import { setTimeout as sleep } from "node:timers/promises";
import { systemContext } from "#lib/auth/context";
import { openDatabase } from "#lib/core/database";
import { evaluateRules } from "../evaluate-rules.ts";
import { sendNotices } from "../send-notices.ts";

/** A job process that does nothing but evaluate and decide what is told: to be killed. Argument: the database. */
const [url] = process.argv.slice(2);
if (!url) throw new Error("Say the database");
const db = openDatabase(url, { poolSize: 4, ingestPoolSize: 1 });
process.stdout.write("started\n");

async function forEver(work: () => Promise<unknown>): Promise<never> {
  for (;;) {
    await work();
    await sleep(10);
  }
}

const context = () => systemContext("silence loop", { db });
await Promise.all([
  forEver(() => {
    const ctx = context();
    return evaluateRules(ctx, ctx.now);
  }),
  forEver(() => sendNotices(context())),
]);
