import { setTimeout as sleep } from "node:timers/promises";
import { systemContext } from "#lib/auth/context";
import { openDatabase } from "#lib/core/database";
import { isDatabaseAway } from "#lib/core/errors";
import { applyBilling } from "#lib/package-queue/apply-billing";
import { expirePackages } from "#lib/package-queue/expire-packages";
import { billTraffic } from "#lib/usage/bill-traffic";

/**
 * A job process that does nothing but bill, without a pause that would keep it out of another one's way: to be killed.
 * Arguments: the database, lines a batch.
 */
const [url, linesAtOnce] = process.argv.slice(2);
if (!url) throw new Error("Say the database");
const db = openDatabase(url, { poolSize: 3, ingestPoolSize: 1 });
let turns = 0;
for (;;) {
  try {
    await billTraffic(systemContext("billing loop", { db }), { linesAtOnce: Number(linesAtOnce) });
    await applyBilling(systemContext("billing loop", { db }));
    await expirePackages(systemContext("billing loop", { db }));
  } catch (error) {
    // As for a job: rolled back, and tried again at the next slot.
    if (!isDatabaseAway(error)) throw error;
  }
  // Whoever kills counts from here: on a machine that is busy enough none of the lives would else reach its first commit.
  if (++turns === 1) process.stdout.write("billed\n");
  await sleep(1);
}
