import { expect, test } from "vitest";
import type { NodeView } from "#lib/telemetry/schema";
import { LiveChanges } from "./live-changes.ts";

const node = (peerId: string, changes: Partial<NodeView> = {}): NodeView => ({
  peerId,
  name: peerId,
  chainKey: "c",
  chain: "c",
  version: "1",
  implementation: "i",
  authority: false,
  status: "connected",
  startedAt: null,
  connectedAt: "2026-11-20T11:00:00.000Z",
  lastSeenAt: "2026-11-20T12:00:00.000Z",
  disconnectedAt: null,
  clockAheadMs: 0,
  bestHeight: 1,
  bestAt: null,
  blockTimeMs: null,
  propagationMs: null,
  finalizedHeight: null,
  finalizedAt: null,
  peers: null,
  txCount: null,
  uploadBytesPerS: null,
  downloadBytesPerS: null,
  stateCacheBytes: null,
  ...changes,
});
const ids = (nodes: { peerId: string }[]) => nodes.map(({ peerId }) => peerId);

test("a node is told when it is new and when it looks different, once", () => {
  const changes = new LiveChanges();
  expect(ids(changes.changed([node("a"), node("b")]))).toEqual(["a", "b"]);
  expect(ids(changes.changed([node("a"), node("b", { bestHeight: 2 })]))).toEqual(["b"]);
  expect(ids(changes.changed([node("a"), node("b", { bestHeight: 2 })]))).toEqual([]);
  expect(ids(changes.changed([node("b", { status: "disconnected" })]))).toEqual(["b"]);
});

test("a new node is told whole, and afterwards what is different", () => {
  const changes = new LiveChanges();
  expect(changes.changed([node("a")])).toEqual([node("a")]);
  const seen = { lastSeenAt: "2026-11-20T12:00:01.000Z" };
  expect(changes.changed([node("a", { bestHeight: 2, ...seen })])).toEqual([{ peerId: "a", bestHeight: 2, ...seen }]);
  expect(changes.changed([node("a", { bestHeight: null, ...seen })])).toEqual([{ peerId: "a", bestHeight: null }]);
});

test("having been heard of is told every five seconds", () => {
  const changes = new LiveChanges();
  const at = (second: number) => changes.changed([node("a", { lastSeenAt: `2026-11-20T12:00:0${second}.000Z` })]).length;
  expect([at(0), at(1), at(4), at(5), at(6)]).toEqual([1, 0, 0, 1, 0]);
});

test("what is no more is told once, and is new when it comes again", () => {
  const changes = new LiveChanges();
  expect(changes.gone(new Set(["a", "b"]))).toEqual([]);
  changes.changed([node("a"), node("b")]);
  expect(changes.gone(new Set(["b", "c"]))).toEqual(["a"]);
  expect(changes.gone(new Set(["b", "c"]))).toEqual([]);
  expect(ids(changes.changed([node("a"), node("b")]))).toEqual(["a"]);
});
