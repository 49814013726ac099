import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { systemContext } from "#lib/auth/context";
import { createUser } from "#lib/auth/create-user";
import type { Database } from "#lib/core/database";
import type { Bench, BenchOptions } from "./harness/bench.ts";
import { withDatabase } from "./harness/bench-database.ts";
import { type Figure, median, quantile } from "./harness/figure.ts";
import { startProduct } from "./harness/product-server.ts";
import { seedFleet } from "./harness/seed-fleet.ts";
import { signIn } from "./harness/sign-in.ts";
import { changeOneByOne, changeTogether } from "./live/change-status.ts";
import { type Committed, type Delay, delaysOf } from "./live/delays.ts";
import { withPage } from "./live/open-page.ts";
import { clockError, frameTime, notes, watchRows } from "./live/watch-rows.ts";

const admin = { email: "admin@bench.example", password: "a password for the bench" };
const nodes = 50;
/** Single changes in a round: enough for a 99th percentile. */
const changes = 300;

/**
 * From COMMIT of a server's status, by PostgreSQL's own account, to the frame that shows it: `/admin/servers` with fifty
 * servers in Chromium, live over socket.io, the changes made by another process.
 */
export const eventToDom: Bench = (options) =>
  withDatabase(
    async ({ db }) => {
      await createUser(systemContext("bench", { db }), { ...admin, role: "admin" });
      const { servers } = await seedFleet(db, { servers: nodes, clientsEach: 1, users: 0 });
      const product = await startProduct({ DATABASE_URL: db.url, RATE_LIMIT_PER_MINUTE: "100000000" });
      try {
        const cookie = await signIn(product.url, admin.email, admin.password);
        return await withPage(product.url, cookie, async (page) => {
          await page.addInitScript(watchRows);
          await page.goto(`${product.url}/admin/servers`);
          await page.getByText("Live", { exact: true }).first().waitFor();
          return watch(
            db,
            page,
            servers.map(({ id }) => id),
            options,
          );
        });
      } finally {
        await product.stop();
      }
    },
    { track_commit_timestamp: "on" },
  );

async function watch(db: Database, page: Page, ids: readonly number[], { rounds, say }: BenchOptions): Promise<Figure[]> {
  const frameMs = await page.evaluate(frameTime);
  await shown(page, await changeOneByOne(db, ids, nodes));
  await shown(page, await changeTogether(db, ids, false));
  const singly: Delay[] = [];
  const storms: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    singly.push(...(await shown(page, await changeOneByOne(db, ids, changes))));
    for (const on of [true, false]) {
      const storm = await shown(page, await changeTogether(db, ids, on));
      storms.push(Math.max(...storm.map(({ paintedMs }) => paintedMs)));
    }
    say(`round ${round} of ${rounds}: COMMIT → painted ${spread(singly, "paintedMs")}`);
  }
  const errorMs = await page.evaluate(clockError);
  if (Math.abs(errorMs) > 2) throw new Error(`The browser's clock is ${errorMs.toFixed(1)} ms away from the machine's`);
  return [
    {
      name: "COMMIT → painted, p99",
      value: at(singly, "paintedMs", 0.99),
      unit: "ms",
      aim: { atMost: 20 },
      note: spread(singly, "paintedMs"),
    },
    { name: "COMMIT → answered to who changed it, p99", value: at(singly, "knownMs", 0.99), unit: "ms", note: spread(singly, "knownMs") },
    { name: "COMMIT → the page's socket, p99", value: at(singly, "heardMs", 0.99), unit: "ms", note: spread(singly, "heardMs") },
    { name: "COMMIT → in the document, p99", value: at(singly, "domMs", 0.99), unit: "ms", note: spread(singly, "domMs") },
    { name: `${nodes} at once → all painted`, value: median(storms), unit: "ms", note: "one transaction, median" },
    { name: "a frame", value: frameMs, unit: "ms", note: "what is in the document waits for the next one" },
  ];
}

/** Waits until the page has shown all of them. */
async function shown(page: Page, committed: readonly Committed[]): Promise<Delay[]> {
  const givesUpAt = performance.now() + 10_000;
  while (performance.now() < givesUpAt) {
    const delays = delaysOf(committed, await page.evaluate(notes));
    if (delays) return delays;
    await pause(50);
  }
  throw new Error("The page did not show every change within 10 s");
}

function at(delays: readonly Delay[], figure: keyof Delay, share: number): number {
  return quantile(
    delays.map((delay) => delay[figure]),
    share,
  );
}

function spread(delays: readonly Delay[], figure: keyof Delay): string {
  return [0.5, 0.95, 0.99].map((share) => `p${share * 100} ${at(delays, figure, share).toFixed(1)}`).join(", ");
}
