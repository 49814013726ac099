import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { systemContext } from "#lib/auth/context";
import { createUser } from "#lib/auth/create-user";
import type { Bench, BenchOptions } from "./harness/bench.ts";
import { withDatabase } from "./harness/bench-database.ts";
import { type Figure, median, quantile } from "./harness/figure.ts";
import { cpuSecondsOf } from "./harness/process-figures.ts";
import { type ProductServer, startProduct } from "./harness/product-server.ts";
import { signIn } from "./harness/sign-in.ts";
import { withPage } from "./live/open-page.ts";
import { type Smoothness, takeSmoothness, watchFrames } from "./live/watch-frames.ts";
import { startChild } from "./telemetry/child.ts";

const admin = { email: "admin@bench.example", password: "a password for the bench" };
const nodes = 2_000;
/** What two thousand nodes say that import a block in six seconds and tell of themselves as often. */
const perSecond = 1_000;
const seconds = 10;
/** A frame this late is one that somebody sees is missing. */
const jankMs = 50;

interface Round {
  resting: Smoothness;
  scrolling: Smoothness;
  interactions: number[];
  /** Cores of the server's process. */
  watched: number;
  unwatched: number;
}

/**
 * `/admin/telemetry` with two thousand nodes that report, in Chromium: frames and long tasks while it is looked at and scrolled,
 * from a key or click to its frame, and what the live stream costs the server.
 */
export const liveList: Bench = (options) =>
  withDatabase(async ({ db }) => {
    await createUser(systemContext("bench", { db }), { ...admin, role: "admin" });
    const product = await startProduct({ DATABASE_URL: db.url, RATE_LIMIT_PER_MINUTE: "100000000" });
    const cookie = await signIn(product.url, admin.email, admin.password);
    try {
      const rounds: Round[] = [];
      for (let round = 1; round <= options.rounds; round++) rounds.push(await measure(product, cookie, options, round));
      return figuresOf(rounds);
    } finally {
      await product.stop();
    }
  });

async function measure(product: ProductServer, cookie: string, { rounds, say }: BenchOptions, round: number): Promise<Round> {
  const load = startChild("load-process.ts", {
    port: Number(new URL(product.url).port),
    sockets: nodes,
    messagesEach: 1,
    perSecond,
    seconds: seconds * 5,
  });
  try {
    await load.until("ready");
    load.tell("go");
    await pause(3_000);
    const unwatched = await coresDuring(product, () => pause(seconds * 1_000));
    return await withPage(product.url, cookie, async (page) => {
      await page.setViewportSize({ width: 1_280, height: 900 });
      await page.addInitScript(watchFrames);
      await page.goto(`${product.url}/admin/telemetry`);
      await page.getByText("Following", { exact: true }).first().waitFor();
      await page.locator("main [data-row-key]").first().waitFor();
      await pause(2_000);
      await page.evaluate(takeSmoothness);
      const watched = await coresDuring(product, () => pause(seconds * 1_000));
      const resting = await page.evaluate(takeSmoothness);
      await scroll(page);
      const scrolling = await page.evaluate(takeSmoothness);
      await interact(page);
      const { interactions } = await page.evaluate(takeSmoothness);
      say(
        `round ${round} of ${rounds}: frames ${spread(resting)} at rest, ${spread(scrolling)} scrolling; ${interactions.length} interactions, at most ${Math.max(...interactions)} ms`,
      );
      return { resting, scrolling, interactions, watched, unwatched };
    });
  } finally {
    await load.stop();
  }
}

/** The wheel down the whole list and up again. */
async function scroll(page: Page): Promise<void> {
  await page.locator("main [data-row-key]").first().hover();
  const until = performance.now() + seconds * 1_000;
  for (let turn = 0; performance.now() < until; turn++) {
    await page.mouse.wheel(0, turn % 100 < 50 ? 400 : -400);
    await pause(16);
  }
}

/** What people do in a list: look for a name, take the search back, order it, walk through it by keys. */
async function interact(page: Page): Promise<void> {
  const search = page.getByLabel("Search nodes");
  await search.click();
  for (const key of "bench-17") {
    await page.keyboard.press(key);
    await pause(120);
  }
  for (let time = 0; time < 8; time++) {
    await page.keyboard.press("Backspace");
    await pause(120);
  }
  for (let time = 0; time < 4; time++) {
    await page.getByRole("columnheader").getByRole("button").nth(1).click();
    await pause(250);
  }
  await page.keyboard.press("Escape");
  for (let time = 0; time < 10; time++) {
    await page.keyboard.press("j");
    await pause(100);
  }
}

async function coresDuring(product: ProductServer, work: () => Promise<void>): Promise<number> {
  const [before, from] = [cpuSecondsOf([product.pid]), performance.now()];
  await work();
  return (cpuSecondsOf([product.pid]) - before) / ((performance.now() - from) / 1_000);
}

function figuresOf(rounds: readonly Round[]): Figure[] {
  const middle = (pick: (round: Round) => number) => median(rounds.map(pick));
  const late = ({ frames }: Smoothness) => frames.filter((ms) => ms > jankMs).length;
  return [
    {
      name: "interaction → painted, worst",
      value: middle(({ interactions }) => Math.max(0, ...interactions)),
      unit: "ms",
      aim: { atMost: 100 },
      note: "search, order, keys, while nodes change",
    },
    { name: "interactions of 16 ms and more", value: middle(({ interactions }) => interactions.length), unit: "" },
    { name: `frames later than ${jankMs} ms, at rest`, value: middle(({ resting }) => late(resting)), unit: "", note: `of ${seconds} s` },
    {
      name: `frames later than ${jankMs} ms, scrolling`,
      value: middle(({ scrolling }) => late(scrolling)),
      unit: "",
      note: `of ${seconds} s`,
    },
    { name: "frame to frame, scrolling, p99", value: middle(({ scrolling }) => quantile(scrolling.frames, 0.99)), unit: "ms" },
    {
      name: "longest task, at rest",
      value: middle(({ resting }) => Math.max(0, ...resting.longTasks)),
      unit: "ms",
      note: "0: none of 50 ms",
    },
    { name: "longest task, scrolling", value: middle(({ scrolling }) => Math.max(0, ...scrolling.longTasks)), unit: "ms" },
    { name: "server, somebody looks", value: middle(({ watched }) => watched), unit: "cores", note: "in all, with the ingest" },
    { name: "server, nobody looks", value: middle(({ unwatched }) => unwatched), unit: "cores" },
  ];
}

function spread({ frames }: Smoothness): string {
  return [0.5, 0.99, 1].map((share) => `p${share * 100} ${quantile(frames, share).toFixed(0)}`).join(", ");
}
