import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromNoon } from "#lib/core/testing/instants";
import type { AlertTiming } from "./alert-state.ts";
import type { PastPoint } from "./condition.ts";
import { decideTransition, type Present } from "./decide-transition.ts";
import { foldPast, type PastFiring, slotMs } from "./fold-past.ts";

const range = { from: fromNoon({}), to: fromNoon({ hours: 1 }) };
const timing: AlertTiming = { forSeconds: 60, clearSeconds: 60, reopenSeconds: 600, noData: "stale" };
const point = (seconds: number, observation: PastPoint["observation"], value: number | null = null): PastPoint => ({
  at: fromNoon({ seconds }),
  observation,
  value,
});
const story = (firings: readonly PastFiring[]) =>
  firings.map(({ fired, ended, isReopened, peak }) => {
    const minutes = (at: Date | null) => (at ? (at.getTime() - range.from.getTime()) / 60_000 : "…");
    return `${isReopened ? "again " : ""}${minutes(fired)}–${minutes(ended)} ${peak ?? "-"}`;
  });

describe("one resource", () => {
  test.each<[string, PastPoint[], string[]]>([
    ["nothing known, nothing fires", [], []],
    ["fires after its delay, ends after the other", [point(0, "true", 91), point(600, "false", 10)], ["1–11 91"]],
    ["the peak is of what it saw while it was true", [point(0, "true", 91), point(120, "true", 99), point(300, "false", 100)], ["1–6 99"]],
    ["too short to fire", [point(0, "true"), point(45, "false")], []],
    ["still on at the end", [point(3_000, "true", 5)], ["51–… 5"]],
    [
      "soon again is the same alert",
      [point(0, "true"), point(120, "false"), point(300, "true"), point(600, "false")],
      ["1–3 -", "again 6–11 -"],
    ],
    ["no data keeps it open", [point(0, "true"), point(120, "no_data"), point(1_800, "false")], ["1–31 -"]],
    ["what came and went between two slots was not seen", [point(1, "true"), point(29, "false")], []],
    ["before the range it is only known", [point(-3_600, "true"), point(300, "false")], ["1–6 -"]],
  ])("%s", (_, points, expected) => {
    expect(story(foldPast(points, timing, range))).toEqual(expected);
  });

  test("where low is bad the peak is the lowest", () => {
    expect(story(foldPast([point(0, "true", 5), point(60, "true", 2)], timing, range, Math.min))).toEqual(["1–… 2"]);
  });
});

/** What the engine does when it really looks at every slot. */
function live(points: readonly PastPoint[], rule: AlertTiming) {
  const told: string[] = [];
  let present: Present = { open: undefined, ended: undefined };
  for (let at = range.from.getTime(); at < range.to.getTime(); at += slotMs) {
    const known = points.findLast((past) => past.at.getTime() <= at);
    if (!known) continue;
    const after = decideTransition(present, known.observation, rule, new Date(at));
    for (const { kind } of after.steps) if (["fired", "reopened", "resolved"].includes(kind)) told.push(`${kind} ${at}`);
    present = after;
  }
  return told;
}

test("the preview is what evaluating live at the same instants would have done", () => {
  const points = fc
    .uniqueArray(fc.tuple(fc.integer({ min: -600, max: 3_700 }), fc.constantFrom("true" as const, "false" as const, "no_data" as const)), {
      selector: ([seconds]) => seconds,
      maxLength: 40,
    })
    .map((given) => given.sort(([a], [b]) => a - b).map(([seconds, observation]) => point(seconds, observation)));
  const delays = fc.constantFrom(0, 1, 30, 45, 60, 300);
  const rule = fc.record({
    forSeconds: delays,
    clearSeconds: delays,
    reopenSeconds: fc.constantFrom(0, 90, 600),
    noData: fc.constantFrom("stale" as const, "firing" as const, "ok" as const),
  });
  fc.assert(
    fc.property(points, rule, (past, wanted) => {
      const told = foldPast(past, wanted, range).flatMap(({ fired, ended, isReopened }) => [
        `${isReopened ? "reopened" : "fired"} ${fired.getTime()}`,
        ...(ended ? [`resolved ${ended.getTime()}`] : []),
      ]);
      expect(told).toEqual(live(past, wanted));
    }),
    { numRuns: 500 },
  );
});
