import { systemContext } from "#lib/auth/context";
import { createUser } from "#lib/auth/create-user";
import type { Database } from "#lib/core/database";
import type { Bench } from "./harness/bench.ts";
import { withDatabase } from "./harness/bench-database.ts";
import { type Figure, median, quantile } from "./harness/figure.ts";
import { startProduct } from "./harness/product-server.ts";
import { keptConnection, requestTime } from "./harness/request-time.ts";
import { seedFleet } from "./harness/seed-fleet.ts";
import { signIn } from "./harness/sign-in.ts";
import { fillLedger, rawTotals } from "./query/fill-ledger.ts";

const days = 34;
const requests = 400;
const account = { email: "reader@bench.example", password: "a password for the bench" };

interface Size {
  millions: number;
  query: number;
  empty: number;
  ratio: number;
}

/**
 * A user's month by day through the signed-in API, against an empty route of the same server, in turns; then the same
 * with ten (and, with --full, a hundred) times the lines.
 */
export const usageQuery: Bench = ({ rounds, isFull, say }) =>
  withDatabase(
    async ({ db }) => {
      const fleet = await seedFleet(db, { servers: 5, clientsEach: 2, users: 499 });
      const reader = await createUser(systemContext("bench", { db }), { ...account, role: "user" });
      const filling = { uids: [...fleet.uids, reader.uid], nodeClientIds: fleet.servers.flatMap((server) => server.clientIds), days };
      const sizes: Size[] = [];
      let filled = 0;
      for (const millions of isFull ? [1, 10, 100] : [1, 10]) {
        say(`filling up to ${millions} M lines`);
        await fillLedger(db, filling, (millions - filled) * 1e6, say);
        filled = millions;
        const totals = new Set(await rawTotals(db));
        if (totals.size !== 1) throw new Error(`Lines and roll-ups differ: ${[...totals].join(", ")}`);
        sizes.push(await measure(db, millions, rounds, say));
      }
      return figuresOf(sizes);
    },
    { max_wal_size: "8GB", checkpoint_timeout: "30min" },
  );

async function measure(db: Database, millions: number, rounds: number, say: (words: string) => void): Promise<Size> {
  const product = await startProduct({ DATABASE_URL: db.url, FLEETLIGHT_ROLES: "web", RATE_LIMIT_PER_MINUTE: "100000000" });
  const agent = keptConnection();
  try {
    const cookie = await signIn(product.url, account.email, account.password);
    const month = `${product.url}/api/v1/usage/recent?range=month&timeZone=Europe/Berlin`;
    const query: number[] = [];
    const empty: number[] = [];
    for (let round = -1; round < rounds; round++) {
      const times = { query: [] as number[], empty: [] as number[] };
      for (let index = 0; index < requests; index++) {
        times.query.push(await requestTime(agent, month, { cookie }));
        times.empty.push(await requestTime(agent, `${product.url}/healthz`));
      }
      if (round < 0) continue;
      query.push(median(times.query));
      empty.push(median(times.empty));
      say(
        `${millions} M lines, round ${round + 1}: p50 ${median(times.query).toFixed(2)} ms, p99 ${quantile(times.query, 0.99).toFixed(2)} ms; empty route ${median(times.empty).toFixed(2)} ms`,
      );
    }
    return {
      millions,
      query: median(query),
      empty: median(empty),
      ratio: median(query.map((value, round) => value / (empty[round] ?? Number.NaN))),
    };
  } finally {
    agent.destroy();
    await product.stop();
  }
}

function figuresOf(sizes: readonly Size[]): Figure[] {
  const [smallest] = sizes;
  const largest = sizes.at(-1);
  if (!smallest || !largest) return [];
  return [
    ...sizes.map((size) => ({
      name: `month by day ÷ empty route, ${size.millions} M lines`,
      value: size.ratio,
      unit: "ratio",
      aim: { atMost: 1.6 },
      note: "p50, signed in; /healthz",
    })),
    {
      name: `growth ${smallest.millions} M → ${largest.millions} M lines`,
      value: largest.query / smallest.query,
      unit: "ratio",
      aim: { atMost: 1.5 },
      note: "p50",
    },
    ...sizes.map((size) => ({ name: `month by day, ${size.millions} M lines`, value: size.query, unit: "ms", note: "p50" })),
    { name: "empty route", value: median(sizes.map((size) => size.empty)), unit: "ms", note: "p50" },
  ];
}
