import fc from "fast-check";
import { expect, test } from "vitest";
import type { Arrival } from "./arrival.ts";
import { Follower } from "./follower.ts";

const followed = { peerId: "p", msg: "m" };
const arrival = (id: number, xmin: number): Arrival => ({
  ...followed,
  id: String(id),
  xmin,
  createdAt: "2026-11-20T12:00:00.000000Z",
  logs: "{}",
});

function follower(horizon: bigint, known: Arrival[] = []) {
  const told: string[] = [];
  const one = new Follower(followed, { arrivals: known, horizon }, (arrivals) => told.push(...arrivals.map(({ id }) => id)));
  return { one, told };
}

test("what is new is told once, however often it is found", () => {
  const { one, told } = follower(100n);
  one.take({ arrivals: [arrival(1, 100), arrival(2, 101)], horizon: 101n });
  one.take({ arrivals: [arrival(2, 101), arrival(3, 101)], horizon: 101n });
  one.take({ arrivals: [arrival(1, 100), arrival(2, 101), arrival(3, 101)], horizon: 105n });
  expect(told).toEqual(["1", "2", "3"]);
});

test("a transaction that took long is told when it is over", () => {
  const { one, told } = follower(100n);
  one.take({ arrivals: [arrival(2, 150)], horizon: 100n });
  one.take({ arrivals: [arrival(1, 100), arrival(2, 150)], horizon: 151n });
  expect(told).toEqual(["2", "1"]);
});

test("what it has already is not told, nor what it was told otherwise", () => {
  const { one, told } = follower(100n, [arrival(1, 103)]);
  one.note([arrival(2, 104), arrival(0, 5)]);
  one.take({ arrivals: [arrival(0, 5), arrival(1, 103), arrival(2, 104), arrival(3, 104)], horizon: 110n });
  expect(told).toEqual(["3"]);
});

test("whatever order transactions end in, every message is told once", () => {
  const anyTransaction = fc.record({ rows: fc.integer({ min: 0, max: 3 }), takes: fc.integer({ min: 0, max: 6 }) });
  fc.assert(
    fc.property(fc.array(anyTransaction, { maxLength: 20 }), fc.array(fc.nat(25), { maxLength: 10 }), (transactions, looks) => {
      // Transaction n begins at time n and is over at n + takes; its rows are visible from then on.
      const rows = transactions.flatMap(({ rows: count, takes }, begun) =>
        Array.from({ length: count }, (_, index) => ({ arrival: arrival(begun * 10 + index, begun), overAt: begun + takes })),
      );
      const lookAt = (time: number) => {
        const running = transactions.flatMap(({ takes }, begun) => (begun <= time && begun + takes > time ? [begun] : []));
        const horizon = Math.min(...running, Math.min(time, transactions.length - 1) + 1);
        return { horizon: BigInt(Math.max(0, horizon)), visible: rows.filter(({ overAt }) => overAt <= time).map((row) => row.arrival) };
      };
      const first = lookAt(0);
      const known = first.visible.filter(({ xmin }) => BigInt(xmin) >= first.horizon);
      const { one, told } = follower(first.horizon, known);
      for (const time of [...looks.sort((a, b) => a - b), 40]) {
        const { horizon, visible } = lookAt(time);
        one.take({ arrivals: visible.filter(({ xmin }) => BigInt(xmin) >= one.horizon), horizon });
      }
      expect(told.sort()).toEqual(
        rows
          .filter(({ overAt }) => overAt > 0)
          .map((row) => row.arrival.id)
          .sort(),
      );
    }),
  );
});
