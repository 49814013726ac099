import { expect, test } from "vitest";
import { matrixRows } from "./matrix-rows.ts";

const ts = "2026-11-20T12:00:00Z";
const report = (reporter: number, remotes: number[], reputations: number[]) => ({
  reporter,
  ts,
  receivedAt: ts,
  remotes,
  reputations,
  connecteds: remotes.map((remote) => remote !== 3),
});
const peers = ["a", "b", "c", "d"].map((name) => ({ peerId: `peer-${name}`, name: name === "d" ? null : name }));

test("each peer that is spoken of has a row, with a cell for each that speaks; the worst stand first", () => {
  const { reporters, rows } = matrixRows({
    at: ts,
    lastReportAt: ts,
    peers,
    reports: [report(0, [1, 2, 3], [7, 0, -2_147_483_648]), report(1, [0, 2], [5, -256])],
  });
  expect(reporters.map(({ name }) => name)).toEqual(["a", "b"]);
  expect(rows.map(({ peerId, least, cells }) => [peerId, least, cells.map((cell) => cell?.reputation)])).toEqual([
    ["peer-d", -2_147_483_648, [-2_147_483_648, undefined]],
    ["peer-c", -256, [0, -256]],
    ["peer-a", 5, [undefined, 5]],
    ["peer-b", 7, [7, undefined]],
  ]);
  expect(rows[0]?.cells[0]?.connected).toBe(false);
});

test("nobody speaks: nothing", () => {
  expect(matrixRows({ at: ts, lastReportAt: null, peers: [], reports: [] })).toEqual({ reporters: [], rows: [] });
});
