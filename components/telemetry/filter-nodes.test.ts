import { describe, expect, test } from "vitest";
import { applyLive } from "./apply-live.ts";
import { filterNodes } from "./filter-nodes.ts";
import { node } from "./testing/node.ts";

const all = { text: "", chain: null, status: "all" as const };
const names = (nodes: readonly { name: string }[]) => nodes.map(({ name }) => name);
const nodes = [
  node("fra-validator-01"),
  node("sin-validator-01", { status: "disconnected", version: "1.17.1" }),
  node("legacy-archive-01", { chain: "Development", chainKey: "Development" }),
];

describe("the list of nodes", () => {
  test.each([
    [all, ["fra-validator-01", "legacy-archive-01", "sin-validator-01"]],
    [{ ...all, text: "validator FRA" }, ["fra-validator-01"]],
    [{ ...all, text: "1.17" }, ["sin-validator-01"]],
    [{ ...all, text: "peer-of-legacy" }, ["legacy-archive-01"]],
    [{ ...all, text: "nobody" }, []],
    [{ ...all, chain: "Development" }, ["legacy-archive-01"]],
    [{ ...all, status: "disconnected" as const }, ["sin-validator-01"]],
    [{ ...all, status: "connected" as const, text: "validator" }, ["fra-validator-01"]],
  ])("filtered by %o", (filter, expected) => expect(names(filterNodes(nodes, filter, new Set()))).toEqual(expected));

  test("has pinned nodes first, and none that does not match", () => {
    const pinned = new Set(["peer-of-legacy-archive-01", "peer-of-sin-validator-01"]);
    expect(names(filterNodes(nodes, all, pinned))).toEqual(["legacy-archive-01", "sin-validator-01", "fra-validator-01"]);
    expect(names(filterNodes(nodes, { ...all, text: "fra" }, pinned))).toEqual(["fra-validator-01"]);
  });

  test("finds a node by what it is called now", () => {
    const renamed = { ...node("old"), name: "new" };
    expect(names(filterNodes([node("old")], { ...all, text: "old" }, new Set()))).toEqual(["old"]);
    expect(names(filterNodes([renamed], { ...all, text: "new" }, new Set()))).toEqual(["new"]);
  });
});

describe("news of nodes", () => {
  const list = { at: "2026-11-20T12:00:00Z", nodes, total: 3, isCut: false };
  const [first, second, third] = nodes;

  test("put the changed where it was, the new at the end, and leave all others the same objects", () => {
    const patches = [node("new"), { peerId: "peer-of-sin-validator-01", peers: 40 }, { peerId: "cut from the list", peers: 7 }];
    const after = applyLive(list, { at: "2026-11-20T12:00:01Z", nodes: patches, gone: [] });
    expect(names(after.nodes)).toEqual(["fra-validator-01", "sin-validator-01", "legacy-archive-01", "new"]);
    expect(after.nodes[0]).toBe(first);
    expect(after.nodes[1]).toEqual({ ...second, peers: 40 });
    expect(after.nodes[2]).toBe(third);
    expect([after.at, after.total]).toEqual(["2026-11-20T12:00:01Z", 4]);
  });

  test("take away those that are no more", () => {
    const after = applyLive(list, { at: "2026-11-20T12:00:01Z", nodes: [], gone: [second?.peerId ?? "", "never-here"] });
    expect(names(after.nodes)).toEqual(["fra-validator-01", "legacy-archive-01"]);
    expect(after.total).toBe(2);
  });
});
