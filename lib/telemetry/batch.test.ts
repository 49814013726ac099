import fc from "fast-check";
import { expect, test } from "vitest";
import { noon } from "#lib/core/testing/instants";
import { Batch } from "#lib/telemetry/batch";
import { openConnection } from "#lib/telemetry/node-connection";
import { RowBuffer, rowPrefix } from "#lib/telemetry/row-buffer";
import { messageOf } from "#lib/telemetry/testing/messages";

const atMs = noon.getTime();
const connection = () => openConnection({ socketId: "", nodeId: "1", address: "", audit: false, process: null, nodeServerId: null }, atMs);
const note = (at: Date, msg = "note") => messageOf({ at, payload: { msg } });

test("counts by type and day of arrival, and knows the first and the last by the node's clock", () => {
  const batch = new Batch();
  const node = connection();
  const midnight = Date.parse("2026-11-21T00:00:00Z");
  for (const [at, arrived] of [
    ["2026-11-20T12:00:00.002Z", midnight - 1],
    ["2026-11-20T12:00:00.001Z", midnight - 1],
    ["2026-11-20T12:00:00.003Z", midnight],
  ] as const)
    batch.add(node, note(new Date(at)), arrived);
  batch.add(node, note(noon, "other"), midnight);
  expect([...new Set(batch.tallyOf)]).toMatchObject([
    { msg: "note", day: midnight / 86_400_000 - 1, qty: 2, minMs: atMs + 1, maxMs: atMs + 2 },
    { msg: "note", day: midnight / 86_400_000, qty: 1, minMs: atMs + 3, maxMs: atMs + 3 },
    { msg: "other", qty: 1 },
  ]);
  expect(batch).toMatchObject({ rows: 4, firstReceivedAtMs: midnight - 1, lastReceivedAtMs: midnight });
});

test("begins to count anew with the next batch", () => {
  const node = connection();
  const [first, second] = [new Batch(), new Batch()];
  first.add(node, note(noon), atMs);
  second.add(node, note(noon), atMs);
  first.add(node, note(noon), atMs);
  expect([...new Set(first.tallyOf)].reduce((sum, { qty }) => sum + qty, 0)).toBe(2);
  expect(second.tallyOf).toMatchObject([{ qty: 1 }]);
});

test("what a dropped row brought goes with the next one, or is handed on", () => {
  const [batch, next] = [new Batch(), new Batch()];
  batch.changes.push({ kind: "connection", row: 2, connection: connection() });
  expect(batch.drop(2, 5)).toEqual([]);
  expect(batch.changes).toMatchObject([{ row: 5 }]);
  next.adopt(batch.drop(5, undefined));
  expect(next.changes).toMatchObject([{ kind: "connection", row: 0 }]);
});

test("a row is the same bytes wherever it lies, and any part of the rows is whole rows", () => {
  const texts = fc.tuple(fc.string({ unit: "grapheme" }), fc.constantFrom(1, 1, 10_000)).map(([text, times]) => text.repeat(times));
  const rows = fc.array(texts, { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(rows, fc.nat(), fc.nat(), (all, a, b) => {
      const [from, to] = [a % (all.length + 1), b % (all.length + 1)].toSorted((x, y) => x - y) as [number, number];
      const write = (part: readonly string[], firstId: number) => {
        const buffer = new RowBuffer();
        for (const text of part)
          buffer.add(rowPrefix("peer", "note"), { createdAtMs: atMs, createdAtMicros: 7, receivedAtMs: atMs, audit: true, text });
        buffer.setIds(
          0,
          part.length,
          (index) => firstId + index,
          () => 2 ** 40 + 3,
        );
        return buffer;
      };
      const [whole, part] = [write(all, 100), write(all.slice(from, to), 100 + from)];
      expect(Buffer.concat(whole.slices(from, to)).equals(Buffer.concat(part.slices(0, to - from)))).toBe(true);
      expect(Buffer.concat(whole.slices(0, all.length)).length).toBe(whole.bytes);
    }),
    { numRuns: 30 },
  );
});
