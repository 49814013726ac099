import fc from "fast-check";
import { expect, test } from "vitest";
import { buildChain } from "./build-chain.ts";
import { frameOf } from "./messages.ts";
import { told } from "./node-story.ts";

const from = Date.UTC(2026, 10, 20, 7, 30);
const nodes = buildChain("s").flat();

/** Everything a node tells of ten minutes, asked for in steps of so many milliseconds. */
function story(node: (typeof nodes)[number], stepMs: number) {
  return Array.from({ length: Math.ceil(600_000 / stepMs) }, (_, step) =>
    told(node, from + step * stepMs, from + (step + 1) * stepMs),
  ).flat();
}

test("each block is told once by each node, in order, and nearly all are", () => {
  for (const node of nodes) {
    const heights = story(node, 500).flatMap(({ msg, height }) => (msg === "block.import" ? [Number(height)] : []));
    expect(heights).toEqual([...new Set(heights)].sort((a, b) => a - b));
    expect(heights.length).toBeGreaterThanOrEqual(600_000 / node.chain.slotMs - 2);
  }
});

test("a block is one node's own, and that node tells of its making", () => {
  const own = nodes.flatMap((node) =>
    story(node, 500).flatMap(({ msg, height, origin }) =>
      msg === "block.import" && origin === "Own" ? [`${node.chain.key} ${String(height)}`] : [],
    ),
  );
  expect(new Set(own).size).toBe(own.length);
  expect(own.length).toBeGreaterThan(200);
  for (const node of nodes) {
    const messages = story(node, 500);
    const made = messages.filter(({ msg }) => msg === "slots.pre_sealed_block").length;
    expect(made).toBe(messages.filter(({ msg, origin }) => msg === "block.import" && origin === "Own").length);
    if (!node.plan.isAuthority) expect(made).toBe(0);
  }
});

test("what a node calls its best at an interval is the block that it told of last", () => {
  for (const node of nodes) {
    let last: number | undefined;
    for (const { msg, height } of story(node, 500)) {
      if (msg === "block.import") last = Number(height);
      if (msg === "system.interval" && height !== undefined && last !== undefined) expect(Number(height)).toBe(last);
    }
    expect(last).toBeGreaterThan(0);
  }
});

test("a node never tells of a final block that is newer than its best", () => {
  for (const node of nodes)
    for (const { msg, height, finalized_height } of story(node, 500))
      if (msg === "system.interval" && height !== undefined) expect(Number(finalized_height)).toBeLessThanOrEqual(Number(height));
});

test("only legacy nodes tell reputations, of everybody but themselves, and profiles", () => {
  for (const node of nodes) {
    const messages = story(node, 500);
    const states = messages.filter(({ msg }) => msg === "system.network_state");
    expect(states.length).toBe(node.plan.envelope === "v1" ? 20 : 0);
    for (const { state } of states) {
      const { peerset } = state as { peerset: { nodes: Record<string, { reputation: number }> } };
      expect(Object.keys(peerset.nodes)).toHaveLength(nodes.length - 1);
      expect(Object.keys(peerset.nodes)).not.toContain(node.peerId);
      for (const { reputation } of Object.values(peerset.nodes)) expect(Number.isInteger(reputation)).toBe(true);
    }
    expect(messages.some(({ msg }) => msg === "tracing.profiling")).toBe(node.plan.envelope === "v1");
  }
});

test("a frame is what its node's generation sends: binary with id and payload, or flat text", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...nodes),
      fc.date({ min: new Date("2026-01-01"), max: new Date("2027-01-01"), noInvalidDate: true }),
      ({ plan }, at) => {
        const frame = frameOf(plan, { msg: "txpool.import", ready: 1, future: 0 }, at);
        const read = JSON.parse(frame.toString()) as { ts: string; id?: number; payload?: { msg: string }; msg?: string };
        expect(read.ts).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}\+00:00$/);
        expect(new Date(read.ts).getTime()).toBe(at.getTime());
        expect(Buffer.isBuffer(frame)).toBe(plan.envelope === "v2");
        expect([read.id, read.payload?.msg ?? read.msg]).toEqual([plan.envelope === "v2" ? plan.id : undefined, "txpool.import"]);
      },
    ),
  );
});
