import { chromium } from "@playwright/test";
import { systemContext } from "#lib/auth/context";
import { createUser } from "#lib/auth/create-user";
import { writeHistory } from "#server/simulator/history/write-history";
import { findBrowser } from "../e2e/fixtures/find-browser.ts";
import type { Bench } from "./harness/bench.ts";
import { withDatabase } from "./harness/bench-database.ts";
import { type Figure, median } from "./harness/figure.ts";
import { startProduct } from "./harness/product-server.ts";
import { signIn } from "./harness/sign-in.ts";
import { pages, type WeighedPage } from "./page/pages.ts";
import { type Weight, weigh } from "./page/weigh.ts";

const admin = { email: "admin@bench.example", password: "a password for the bench" };
const user = { email: "user@bench.example", password: "a password for the bench" };

/** Every page on the demo's thirty days, in a production build: script weight, time to use, largest paint, layout shift. */
export const pageWeight: Bench = ({ rounds, say }) =>
  withDatabase(async ({ db }) => {
    await createUser(systemContext("bench", { db }), { ...admin, role: "admin" });
    await writeHistory(db, { seed: "bench", userEmail: user.email, userPassword: user.password, end: new Date(), say });
    const product = await startProduct({ DATABASE_URL: db.url, RATE_LIMIT_PER_MINUTE: "100000000" });
    const { executablePath, args, env } = await findBrowser();
    const browser = await chromium.launch({ executablePath, args, env: { PATH: process.env.PATH ?? "", ...env } });
    try {
      const cookies = {
        nobody: "",
        user: await signIn(product.url, user.email, user.password),
        admin: await signIn(product.url, admin.email, admin.password),
      };
      const figures: Figure[] = [];
      for (const page of pages) {
        await weigh(browser, product.url, page, cookies[page.as], 1);
        const weights: Record<1 | 4, Weight[]> = { 1: [], 4: [] };
        for (let round = 0; round < rounds; round++)
          for (const slowdown of [1, 4] as const)
            weights[slowdown].push(await weigh(browser, product.url, page, cookies[page.as], slowdown));
        figures.push(...figuresOf(page, weights));
        say(`${page.path} weighed`);
      }
      return figures;
    } finally {
      await browser.close();
      await product.stop();
    }
  });

function figuresOf(page: WeighedPage, weights: Record<1 | 4, Weight[]>): Figure[] {
  const middle = (slowdown: 1 | 4, pick: (weight: Weight) => number) => median(weights[slowdown].map(pick));
  return [
    {
      name: `${page.path} script`,
      value: middle(1, (weight) => weight.scriptKilobytes),
      unit: "KB",
      aim: { atMost: page.hasChart ? 310 : 200 },
      note: "as it travelled (gzip)",
    },
    { name: `${page.path} usable, cold`, value: middle(1, (weight) => weight.usable), unit: "s", aim: { atMost: 0.55 } },
    { name: `${page.path} usable, 4× slower CPU`, value: middle(4, (weight) => weight.usable), unit: "s", aim: { atMost: 1.25 } },
    { name: `${page.path} largest paint`, value: middle(1, (weight) => weight.largestPaint), unit: "s", aim: { atMost: 1.2 } },
    {
      name: `${page.path} layout shift`,
      value: Math.max(...weights[1].concat(weights[4]).map((weight) => weight.shift)),
      unit: "",
      aim: { atMost: 0.05 },
      note: "worst round",
    },
  ];
}
