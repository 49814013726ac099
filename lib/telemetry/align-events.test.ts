import { expect, test } from "vitest";
import { alignEvents, type Run } from "./align-events.ts";

/** `import/start 10` is 10 ms after the run began. */
function run(startAt: string, ...events: string[]): Run {
  return {
    startAt,
    events: events.map((text, index) => {
      const [name = "", phase = "", offset = ""] = text.split(/[/ ]/);
      return { id: index, benchmarkId: 1, name, phase, at: new Date(Date.parse(startAt) + Number(offset)).toISOString() };
    }),
  };
}

const words = (a: Run, b: Run) =>
  alignEvents(a, b).map(({ name, phase, nth, aOffsetMs, bOffsetMs }) => `${name}/${phase} ${nth}: ${aOffsetMs} ${bOffsetMs}`);
const monday = "2026-11-16T08:00:00.000Z";
const friday = "2026-11-20T08:00:00.000Z";

test("the same events, each after the start of its own run", () => {
  expect(words(run(monday, "import/start 10", "import/end 250"), run(friday, "import/start 12", "import/end 200"))).toEqual([
    "import/start 1: 10 12",
    "import/end 1: 250 200",
  ]);
});

test("repeated events go by their number", () => {
  expect(words(run(monday, "block/start 0", "block/start 100"), run(friday, "block/start 5", "block/start 90", "block/start 180"))).toEqual(
    ["block/start 1: 0 5", "block/start 2: 100 90", "block/start 3: null 180"],
  );
});

test("what only one run has", () => {
  expect(words(run(monday, "warm-up/end 50", "import/end 250"), run(friday, "import/end 200", "check/end 220"))).toEqual([
    "warm-up/end 1: 50 null",
    "check/end 1: null 220",
    "import/end 1: 250 200",
  ]);
});

test("a name with a separator is not two", () => {
  expect(
    alignEvents(
      { startAt: monday, events: [{ id: 1, benchmarkId: 1, name: 'a","b', phase: "c", at: monday }] },
      { startAt: friday, events: [{ id: 2, benchmarkId: 2, name: "a", phase: 'b","c', at: friday }] },
    ),
  ).toHaveLength(2);
});

test("no events at all", () => {
  expect(alignEvents(run(monday), run(friday))).toEqual([]);
});
