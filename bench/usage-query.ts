import { systemContext } from "#lib/auth/context";
import { createUser } from "#lib/auth/create-user";
import type { Bench } from "./harness/bench.ts";
import { withDatabase } from "./harness/bench-database.ts";
import { type Figure, median } from "./harness/figure.ts";
import { seedFleet } from "./harness/seed-fleet.ts";
import { fillLedger, rawTotals } from "./query/fill-ledger.ts";
import { measureMonth, type Size } from "./query/measure-month.ts";

const days = 34;
const account = { email: "reader@bench.example", password: "a password for the bench" };

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
        sizes.push(await measureMonth(db, account, millions, rounds, say));
      }
      return figuresOf(sizes);
    },
    { max_wal_size: "8GB", checkpoint_timeout: "30min" },
  );

function figuresOf(sizes: readonly Size[]): Figure[] {
  const [smallest] = sizes;
  const largest = sizes.at(-1);
  if (!smallest || !largest) return [];
  const growth = largest.monthMs / smallest.monthMs;
  const middle = (pick: (size: Size) => number) => median(sizes.map(pick));
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
      value: growth,
      unit: "ratio",
      aim: { atMost: 1.5 },
      note: "p50",
    },
    ...sizes.map((size) => ({ name: `month by day, ${size.millions} M lines`, value: size.monthMs, unit: "ms", note: "p50" })),
    { name: "empty route", value: middle((size) => size.emptyMs), unit: "ms", note: "p50" },
    { name: "server CPU, month by day", value: middle((size) => size.monthCpuMs), unit: "ms/request", note: "without PostgreSQL's" },
    { name: "server CPU, empty route", value: middle((size) => size.emptyCpuMs), unit: "ms/request" },
  ];
}
