import fc from "fast-check";
import { expect, test } from "vitest";
import { peerIdOf } from "../chain/peer-id.ts";
import { chainPlan, socketPlans } from "../plan/chain-plan.ts";
import { authorOf, bestAt, blockOf, finalAt, slotStartMs } from "./chain-story.ts";

const day = Date.UTC(2026, 10, 20);
const instants = fc.integer({ min: day, max: day + 86_400_000 });
const chains = fc.constantFrom(...chainPlan);

test("heights and finality never go back, and nothing is final before it is there", () => {
  fc.assert(
    fc.property(chains, instants, fc.integer({ min: 0, max: 3_600_000 }), (chain, at, later) => {
      expect(bestAt("s", chain, at + later).height).toBeGreaterThanOrEqual(bestAt("s", chain, at).height);
      expect(finalAt("s", chain, at + later).height).toBeGreaterThanOrEqual(finalAt("s", chain, at).height);
      expect(finalAt("s", chain, at).height).toBeLessThanOrEqual(bestAt("s", chain, at).height);
    }),
  );
});

test("a block is the same for everybody who tells of it", () => {
  fc.assert(
    fc.property(chains, instants, (chain, at) => {
      const best = bestAt("s", chain, at);
      expect(best).toEqual(blockOf("s", chain, best.height));
      expect(best.hash).toMatch(/^0x[0-9a-f]{64}$/);
      expect(slotStartMs(chain, best.height)).toBeLessThanOrEqual(at);
      expect(slotStartMs(chain, best.height + 1)).toBeGreaterThan(at);
      expect(authorOf("s", chain, best.height, 6)).toBeOneOf([0, 1, 2, 3, 4, 5]);
    }),
  );
});

test("only the chain that stalls falls behind, by more than twenty blocks, and catches up at once", () => {
  const lags = (key: string) => {
    const chain = chainPlan.find((one) => one.key === key);
    if (!chain) throw new Error(`no chain ${key}`);
    return Array.from({ length: 1_200 }, (_, second) => {
      const at = day + second * 1_000;
      return bestAt("s", chain, at).height - finalAt("s", chain, at).height;
    });
  };
  expect(Math.max(...lags("relay"))).toBeGreaterThan(20);
  expect(lags("relay").filter((lag) => lag === 2).length).toBeGreaterThan(1_000);
  expect(new Set(lags("parachain"))).toEqual(new Set([3]));
});

test("every node of the plan has a chain and a peer id of its own", () => {
  const nodes = socketPlans.flat();
  expect(nodes.filter(({ chain }) => !chainPlan.some(({ key }) => key === chain))).toEqual([]);
  const ids = nodes.map(({ name }) => peerIdOf("s", name));
  expect(new Set(ids).size).toBe(nodes.length);
  expect(ids.filter((id) => !/^12D3KooW[1-9A-HJ-NP-Za-km-z]{44}$/.test(id))).toEqual([]);
  expect(socketPlans.filter((socket) => new Set(socket.map(({ id }) => id)).size !== socket.length)).toEqual([]);
});
