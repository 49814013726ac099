import { expect, test } from "vitest";
import { propagationMs, seeBest, seeFinalized, unknownChain } from "#lib/telemetry/chain-state";

const at = 1_000_000;
const minutes = 60_000;

test("the first node that has a block makes it the chain's; the others come so much later", () => {
  const first = seeBest(unknownChain, 100n, "0xa", at);
  expect(first).toMatchObject({ bestHeight: 100n, bestHash: "0xa", bestAtMs: at });
  expect(seeBest(first, 100n, "0xother", at + 80)).toBe(first);
  expect(propagationMs(first, 100n, at)).toBe(0);
  expect(propagationMs(first, 100n, at + 80)).toBe(80);
  expect(propagationMs(first, 99n, at + 80)).toBeNull();
  expect(propagationMs(first, 100n, at - 5)).toBe(0);
});

test("block times are from block to block, of a gap the mean, and those of the last fifty are kept", () => {
  let chain = seeBest(unknownChain, 100n, null, at);
  chain = seeBest(chain, 101n, null, at + 6_000);
  chain = seeBest(chain, 104n, null, at + 24_000);
  expect(chain.arrivals.map(({ height, blockTimeMs }) => [height, blockTimeMs])).toEqual([
    [104n, 6_000],
    [101n, 6_000],
    [100n, null],
  ]);
  for (let height = 105n; height < 200n; height++) chain = seeBest(chain, height, null, at + Number(height));
  expect(chain.arrivals).toHaveLength(50);
  expect(chain.arrivals[0]?.height).toBe(199n);
});

test("a node that is behind changes nothing, until the chain was silent for five minutes: then it began anew", () => {
  const chain = seeBest(unknownChain, 100n, "0xa", at);
  expect(seeBest(chain, 3n, "0x3", at + 5 * minutes - 1)).toBe(chain);
  const anew = seeBest(chain, 3n, "0x3", at + 5 * minutes);
  expect(anew).toMatchObject({ bestHeight: 3n, bestHash: "0x3", arrivals: [{ height: 3n, blockTimeMs: null }] });
});

test("finality goes the same way", () => {
  const chain = seeFinalized(unknownChain, 97n, "0xf", at);
  expect(seeFinalized(chain, 97n, "0xother", at + 1)).toBe(chain);
  expect(seeFinalized(chain, 96n, "0xe", at + 1)).toBe(chain);
  expect(seeFinalized(chain, 98n, "0xg", at + 1)).toMatchObject({ finalizedHeight: 98n, finalizedHash: "0xg", finalizedAtMs: at + 1 });
  expect(seeFinalized(chain, 1n, "0x1", at + 5 * minutes)).toMatchObject({ finalizedHeight: 1n });
});
