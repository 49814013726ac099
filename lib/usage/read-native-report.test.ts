import { expect, test } from "vitest";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { readNativeReport } from "#lib/usage/read-native-report";

const envelope = { nodeServerId: 1, bodyHash: new Uint8Array(), now: noon, keptDays: 35 };
const batchId = crypto.randomUUID();
const line = { uid: 1, upload: 1, download: 2 };
const read = (body: object, happenedAt?: Date) =>
  readNativeReport({ batchId, mode: "delta", ...body }, { ...envelope, ...(happenedAt && { happenedAt }) });

test.each([
  ["nothing said", undefined, noon],
  ["an hour ago", fromNoon({ hours: -1 }), fromNoon({ hours: -1 })],
  ["as far back as lines are kept", fromNoon({ days: -35 }), fromNoon({ days: -35 })],
  ["a clock five minutes ahead", fromNoon({ minutes: 5 }), fromNoon({ minutes: 5 })],
  ["a clock that lies by years", fromNoon({ days: 1000 }), noon],
  ["before anything that is kept", fromNoon({ days: -36 }), noon],
])("a line without an instant, %s", (_name, happenedAt, at) => {
  expect(read({ lines: [line] }, happenedAt).lines).toMatchObject([{ at }]);
});

test("a line's own instant goes before the report's, and is refused where the report's would be passed over", () => {
  const lines = [
    { ...line, at: fromNoon({ minutes: -2 }).toISOString() },
    { ...line, at: fromNoon({ days: 2 }).toISOString() },
  ];
  const report = read({ lines }, fromNoon({ hours: -1 }));
  expect(report.lines).toMatchObject([{ at: fromNoon({ minutes: -2 }) }]);
  expect(report.rejected).toMatchObject([{ index: 1, code: "at_in_future" }]);
});

test("counters belong to a boot, and what moved to none", () => {
  expect(read({ mode: "cumulative", bootId: "a", lines: [] }).countersOf).toBe("a");
  expect(read({ bootId: "a", lines: [] }).countersOf).toBeNull();
  expect(() => read({ mode: "cumulative", lines: [] })).toThrow(/bootId/);
});
