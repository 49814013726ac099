import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromNoon, noon } from "#lib/core/testing/instants";
import type { AlertState, AlertStepKind, AlertTiming, Observation } from "./alert-state.ts";
import { acknowledge, resolveByHand } from "./decide-action.ts";
import { decideTransition, type Present } from "./decide-transition.ts";

const timing: AlertTiming = { forSeconds: 120, clearSeconds: 60, reopenSeconds: 600, noData: "stale" };
const at = (seconds: number) => fromNoon({ seconds });
const nothing: Present = { open: undefined, ended: undefined };

const pending: AlertState = {
  status: "pending",
  startedAt: noon,
  firedAt: null,
  resolvedAt: null,
  isHeldOpen: false,
  clearSince: null,
  staleSince: null,
  lastSeenAt: noon,
  occurrences: 1,
  reopenCount: 0,
  acknowledgement: null,
};
const firing: AlertState = { ...pending, status: "firing", firedAt: noon };
const clearing: AlertState = { ...firing, clearSince: noon };
const stale: AlertState = { ...firing, staleSince: noon };
const ended: AlertState = { ...firing, status: "resolved", resolvedAt: noon };
const heldOpen: AlertState = { ...ended, isHeldOpen: true };
const taken: AlertState = { ...firing, acknowledgement: { at: noon, by: "ada", until: at(300) } };
const open = (state: AlertState): Present => ({ open: state, ended: undefined });
const afterEnd = (state: AlertState, now?: AlertState): Present => ({ open: now, ended: state });

interface Case {
  name: string;
  present: Present;
  sees: Observation;
  after: number;
  timing?: Partial<AlertTiming>;
  /** Status of the open alert afterwards, or none; with `+` when it is the one that had ended. */
  becomes: "none" | "pending" | "firing" | "firing+";
  steps: AlertStepKind[];
}

const cases: Case[] = [
  { name: "nothing and all is well", present: nothing, sees: "false", after: 0, becomes: "none", steps: [] },
  { name: "nothing and nothing known", present: nothing, sees: "no_data", after: 0, becomes: "none", steps: [] },
  { name: "it begins", present: nothing, sees: "true", after: 0, becomes: "pending", steps: ["began"] },
  {
    name: "a rule that does not wait",
    present: nothing,
    sees: "true",
    after: 0,
    timing: { forSeconds: 0 },
    becomes: "firing",
    steps: ["began", "fired"],
  },
  {
    name: "silence is as bad as true",
    present: nothing,
    sees: "no_data",
    after: 0,
    timing: { noData: "firing" },
    becomes: "pending",
    steps: ["began"],
  },
  { name: "pending, one second too early", present: open(pending), sees: "true", after: 119, becomes: "pending", steps: [] },
  { name: "pending, its time has come", present: open(pending), sees: "true", after: 120, becomes: "firing", steps: ["fired"] },
  { name: "pending and false again", present: open(pending), sees: "false", after: 90, becomes: "none", steps: ["dropped"] },
  {
    name: "pending does not fire on silence",
    present: open(pending),
    sees: "no_data",
    after: 500,
    becomes: "pending",
    steps: ["data_missing"],
  },
  {
    name: "pending, silence is fine",
    present: open(pending),
    sees: "no_data",
    after: 90,
    timing: { noData: "ok" },
    becomes: "none",
    steps: ["dropped"],
  },
  { name: "firing goes on without a word", present: open(firing), sees: "true", after: 30, becomes: "firing", steps: [] },
  { name: "firing, false for the first time", present: open(firing), sees: "false", after: 30, becomes: "firing", steps: [] },
  { name: "clearing, one second too early", present: open(clearing), sees: "false", after: 59, becomes: "firing", steps: [] },
  { name: "clear for long enough", present: open(clearing), sees: "false", after: 60, becomes: "none", steps: ["resolved"] },
  { name: "it flaps: clearing begins anew", present: open(clearing), sees: "true", after: 59, becomes: "firing", steps: [] },
  {
    name: "a rule that believes at once",
    present: open(firing),
    sees: "false",
    after: 30,
    timing: { clearSeconds: 0 },
    becomes: "none",
    steps: ["resolved"],
  },
  { name: "firing and silent", present: open(firing), sees: "no_data", after: 30, becomes: "firing", steps: ["data_missing"] },
  { name: "still silent: said once", present: open(stale), sees: "no_data", after: 60, becomes: "firing", steps: [] },
  { name: "heard again, still bad", present: open(stale), sees: "true", after: 60, becomes: "firing", steps: ["data_returned"] },
  {
    name: "heard again, and good: it still has to stay so",
    present: open(stale),
    sees: "false",
    after: 90,
    becomes: "firing",
    steps: ["data_returned"],
  },
  {
    name: "silence while clearing proves nothing",
    present: open(clearing),
    sees: "no_data",
    after: 90,
    becomes: "firing",
    steps: ["data_missing"],
  },
  {
    name: "true again within the reopening time, but it must last",
    present: afterEnd(ended),
    sees: "true",
    after: 200,
    becomes: "pending",
    steps: ["began"],
  },
  {
    name: "fires again in time: the same alert",
    present: afterEnd(ended, { ...pending, startedAt: at(400) }),
    sees: "true",
    after: 520,
    becomes: "firing+",
    steps: ["reopened"],
  },
  {
    name: "fires again too late: another alert",
    present: afterEnd(ended, { ...pending, startedAt: at(480) }),
    sees: "true",
    after: 600,
    becomes: "firing",
    steps: ["fired"],
  },
  {
    name: "resolved by hand while true: reopened at once",
    present: afterEnd(heldOpen),
    sees: "true",
    after: 30,
    becomes: "firing+",
    steps: ["reopened"],
  },
  {
    name: "resolved by hand, long ago, never false since",
    present: afterEnd(heldOpen),
    sees: "true",
    after: 9000,
    becomes: "firing+",
    steps: ["reopened"],
  },
  { name: "resolved by hand and then really over", present: afterEnd(heldOpen), sees: "false", after: 30, becomes: "none", steps: [] },
  {
    name: "resolved by hand, nothing known: it waits",
    present: afterEnd(heldOpen),
    sees: "no_data",
    after: 30,
    becomes: "none",
    steps: [],
  },
  {
    name: "an acknowledgement ends by itself",
    present: open(taken),
    sees: "true",
    after: 300,
    becomes: "firing",
    steps: ["acknowledgement_ended"],
  },
  { name: "an acknowledgement that still holds", present: open(taken), sees: "true", after: 299, becomes: "firing", steps: [] },
  { name: "the clock went back", present: open(pending), sees: "true", after: -50, becomes: "pending", steps: [] },
];

test.each(cases)("$name", ({ present, sees, after, becomes, steps, ...rest }) => {
  const found = decideTransition(present, sees, { ...timing, ...rest.timing }, at(after));
  expect(found.steps.map(({ kind }) => kind)).toEqual(steps);
  expect(found.open ? `${found.open.status}${found.isReopened ? "+" : ""}` : "none").toBe(becomes);
});

describe("what is remembered", () => {
  test("counts, first and last sight", () => {
    const { open: seen } = decideTransition(open(firing), "true", timing, at(30));
    expect(seen).toMatchObject({ occurrences: 2, startedAt: noon, lastSeenAt: at(30) });
    expect(decideTransition(open(firing), "false", timing, at(30)).open).toMatchObject({
      occurrences: 1,
      lastSeenAt: noon,
      clearSince: at(30),
    });
  });
  test("an end ends the acknowledgement; a reopening begins without one and counts", () => {
    const over = decideTransition(open({ ...taken, clearSince: noon }), "false", timing, at(60)).ended;
    expect(over).toMatchObject({ status: "resolved", resolvedAt: at(60), acknowledgement: null });
    const again = decideTransition(afterEnd(over ?? ended, { ...pending, startedAt: at(60) }), "true", timing, at(180));
    expect(again.open).toMatchObject({ reopenCount: 1, resolvedAt: null, firedAt: noon, startedAt: at(60), acknowledgement: null });
    expect(again.ended).toBeUndefined();
  });
  test.each([
    ["true, and somebody will say so again", firing, true, true],
    ["true, but it was said only once", firing, false, false],
    ["clearing", clearing, true, false],
    ["not known", stale, true, false],
  ])("resolved by hand while it is %s: held open %j %j", (_, state, isRepeated, isHeldOpen) => {
    expect(resolveByHand(state, "ada", at(30), isRepeated)).toMatchObject({ state: { status: "resolved", isHeldOpen } });
  });
  test("over for real: what was resolved by hand is not reopened by the next trouble at once", () => {
    const quiet = decideTransition(afterEnd(heldOpen), "false", timing, at(30));
    expect(decideTransition(quiet, "true", timing, at(60)).open?.status).toBe("pending");
  });
});

test("whatever comes: one open alert at most, times in order, no step without a change, no resolve without a firing", () => {
  const seen = fc.constantFrom<Observation>("true", "false", "no_data");
  const acts = fc.constantFrom("none", "none", "none", "acknowledge", "resolve");
  const rule = fc.record({
    forSeconds: fc.constantFrom(0, 60),
    clearSeconds: fc.constantFrom(0, 60),
    reopenSeconds: fc.constantFrom(0, 600),
    noData: fc.constantFrom<AlertTiming["noData"]>("stale", "firing", "ok"),
  });
  fc.assert(
    fc.property(rule, fc.array(fc.tuple(seen, acts, fc.integer({ min: 1, max: 120 })), { maxLength: 60 }), (rules, story) => {
      let present = nothing;
      let time = 0;
      let balance = 0;
      for (const [observation, act, wait] of story) {
        time += wait;
        const was = present;
        const found = decideTransition(present, observation, rules, at(time));
        for (const { kind } of found.steps) balance += kind === "fired" || kind === "reopened" ? 1 : kind === "resolved" ? -1 : 0;
        expect([0, 1]).toContain(balance);
        expect(balance).toBe(found.open?.status === "firing" ? 1 : 0);
        expect(found.ended?.status ?? "resolved").toBe("resolved");
        if (found.open?.status !== was.open?.status) expect(found.steps.length).toBeGreaterThan(0);
        present = { open: found.open, ended: found.ended };
        if (!present.open || act === "none") continue;
        const done =
          act === "resolve" ? resolveByHand(present.open, "ada", at(time), true) : acknowledge(present.open, "ada", null, at(time));
        if (done.isRefused) continue;
        if (done.step.kind === "resolved" && present.open.status === "firing") balance--;
        present = done.state.status === "resolved" ? { open: undefined, ended: done.state } : { ...present, open: done.state };
      }
    }),
  );
});
