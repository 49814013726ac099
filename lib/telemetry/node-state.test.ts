import { describe, expect, test } from "vitest";
import { type NodeState, reduceNodeState, unknownState } from "#lib/telemetry/node-state";

const at = 1_000_000;
const later = at + 6_000;
const known: NodeState = {
  ...unknownState,
  bestHeight: 100n,
  bestHash: "0xa",
  bestAtMs: at,
  blockTimeMs: 5_900,
  finalizedHeight: 97n,
  finalizedHash: "0xf",
  finalizedAtMs: at,
  peers: 39,
  txCount: 3,
};

type Case = [name: string, from: NodeState, message: { msg: string } & Record<string, unknown>, changes: Partial<NodeState> | "nothing"];

const cases: Case[] = [
  ["the first block", unknownState, { msg: "block.import", height: 7, best: "0x7" }, { bestHeight: 7n, bestHash: "0x7", bestAtMs: later }],
  [
    "the next block",
    known,
    { msg: "block.import", height: 101, best: "0xb" },
    { bestHeight: 101n, bestHash: "0xb", bestAtMs: later, blockTimeMs: 6_000 },
  ],
  [
    "several blocks at once",
    known,
    { msg: "block.import", height: 104, best: "0xb" },
    { bestHeight: 104n, bestHash: "0xb", bestAtMs: later, blockTimeMs: 1_500 },
  ],
  ["a block beside the best chain", known, { msg: "block.import", height: 100, best: "0xother" }, "nothing"],
  ["an old block", known, { msg: "block.import", height: 99, best: "0xother" }, "nothing"],
  [
    "2^63 − 1",
    known,
    { msg: "block.import", height: 2n ** 63n - 1n, best: null },
    { bestHeight: 2n ** 63n - 1n, bestHash: null, bestAtMs: later, blockTimeMs: 0 },
  ],
  ["2^63", known, { msg: "block.import", height: 2n ** 63n }, "nothing"],
  ["a height that is nonsense", known, { msg: "block.import", height: "many", best: "0xb" }, "nothing"],
  [
    "finality as text",
    known,
    { msg: "notify.finalized", height: "99", best: "0x99" },
    { finalizedHeight: 99n, finalizedHash: "0x99", finalizedAtMs: later },
  ],
  [
    "finality of GRANDPA",
    known,
    { msg: "afg.finalized_blocks_up_to", number: "98", hash: "0x98" },
    { finalizedHeight: 98n, finalizedHash: "0x98", finalizedAtMs: later },
  ],
  ["finality that is known", known, { msg: "notify.finalized", height: "97", best: "0xother" }, "nothing"],
  [
    "an interval of the network",
    known,
    { msg: "system.interval", peers: 40, bandwidth_upload: 1.5, bandwidth_download: 2 },
    { peers: 40, uploadBytesPerS: 1.5, downloadBytesPerS: 2 },
  ],
  [
    "an interval of blocks",
    known,
    {
      msg: "system.interval",
      height: 101,
      best: "0xb",
      finalized_height: 98,
      finalized_hash: "0x98",
      txcount: 0,
      used_state_cache_size: 10.5,
    },
    {
      bestHeight: 101n,
      bestHash: "0xb",
      bestAtMs: later,
      blockTimeMs: 6_000,
      finalizedHeight: 98n,
      finalizedHash: "0x98",
      finalizedAtMs: later,
      txCount: 0,
      stateCacheBytes: 10,
    },
  ],
  ["an interval that says nothing new", known, { msg: "system.interval", height: 100, best: "0xa", peers: 39 }, "nothing"],
  ["another block of the same height", known, { msg: "system.interval", height: 100, best: "0xc" }, { bestHash: "0xc" }],
  [
    "an interval of a node that was set back",
    known,
    { msg: "system.interval", height: 5, best: "0x5", finalized_height: 3, finalized_hash: "0x3" },
    {
      bestHeight: 5n,
      bestHash: "0x5",
      bestAtMs: later,
      blockTimeMs: null,
      finalizedHeight: 3n,
      finalizedHash: "0x3",
      finalizedAtMs: later,
    },
  ],
  [
    "an interval of nonsense",
    known,
    { msg: "system.interval", peers: -1, txcount: "3", bandwidth_upload: Number.NaN, height: {} },
    "nothing",
  ],
  [
    "a hardware benchmark",
    known,
    { msg: "sysinfo.hwbench", cpu_hashrate_score: 1187, note: "fast" },
    { hwbench: '{"cpu_hashrate_score":1187}' },
  ],
  ["the same hardware benchmark", { ...known, hwbench: '{"a":1}' }, { msg: "sysinfo.hwbench", a: 1 }, "nothing"],
  ["an unknown message", known, { msg: "txpool.import", height: 900 }, "nothing"],
];

describe("how a node is, after", () => {
  test.each(cases)("%s", (_name, from, payload, changes) => {
    const after = reduceNodeState(from, { msg: payload.msg, payload }, later);
    if (changes === "nothing") expect(after).toBe(from);
    else expect(after).toEqual({ ...from, ...changes });
  });
});

test("a clock of ours that was set back makes no block time", () => {
  expect(reduceNodeState(known, { msg: "block.import", payload: { height: 101 } }, at - 1).blockTimeMs).toBeNull();
});
