import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { decideNotice, type GroupMemory, type NoticeMember, type NoticeTiming } from "./decide-notice.ts";
import { isWorse } from "./severity-rank.ts";

const timing: NoticeTiming = { groupWaitS: 30, groupIntervalS: 300, repeatIntervalS: 14_400, quiet: undefined };
const at = (seconds: number) => fromNoon({ seconds });
const member = (change: Partial<NoticeMember> = {}): NoticeMember => ({
  alertId: "a",
  severity: "critical",
  status: "firing",
  reopenCount: 0,
  isAcknowledged: false,
  isMuted: false,
  isRouted: true,
  toldReopenCount: null,
  toldSeverity: null,
  isRaiseOwed: false,
  silenceOverId: null,
  toldSilenceId: null,
  ...change,
});
const fresh: GroupMemory = { openedAt: noon, toldAt: null, repeatedAt: null };
const told: GroupMemory = { openedAt: noon, toldAt: at(30), repeatedAt: at(30) };
const quiet = { until: at(36_000), severities: new Set(["warning", "info"] as const) };

describe("when", () => {
  test.each([
    ["a new group waits for others", fresh, member(), 29, { isSent: false, reason: "group_wait", nextAt: at(30) }],
    ["and is told then", fresh, member(), 30, { isSent: true, reason: "news", isRepeat: true, nextAt: at(14_430) }],
    [
      "news of a group that was told waits for the interval",
      told,
      member(),
      100,
      { isSent: false, reason: "group_interval", nextAt: at(330) },
    ],
    ["and comes then; it names all that fires", told, member(), 330, { isSent: true, reason: "news", isRepeat: true, nextAt: at(14_730) }],
    ["what fires on is repeated", told, member({ toldReopenCount: 0 }), 14_430, { isSent: true, reason: "repeat", nextAt: at(28_830) }],
    ["not before its time", told, member({ toldReopenCount: 0 }), 14_429, { isSent: false, reason: "repeat_interval", nextAt: at(14_430) }],
    [
      "told in a group that routes have taken it from, it is repeated from when this one began",
      fresh,
      member({ toldReopenCount: 0 }),
      5,
      { isSent: false, reason: "repeat_interval", nextAt: at(14_400) },
    ],
    [
      "and it is then",
      fresh,
      member({ toldReopenCount: 0 }),
      14_400,
      { isSent: true, reason: "repeat", isRepeat: true, nextAt: at(28_800) },
    ],
    [
      "acknowledged is never repeated",
      told,
      member({ toldReopenCount: 0, isAcknowledged: true }),
      90_000,
      { isSent: false, reason: "nothing_to_tell", nextAt: null },
    ],
    ["muted is not told", fresh, member({ isMuted: true }), 90_000, { isSent: false, reason: "nothing_to_tell", nextAt: null }],
    [
      "muted after it was told is not repeated",
      told,
      member({ toldReopenCount: 0, isMuted: true }),
      90_000,
      { isSent: false, reason: "nothing_to_tell", nextAt: null },
    ],
    [
      "a silence that is over is news: not only at the next repetition",
      told,
      member({ toldReopenCount: 0, silenceOverId: "s" }),
      330,
      { isSent: true, reason: "news", isRepeat: true, nextAt: at(14_730) },
    ],
    [
      "told so, it is repeated at its time",
      told,
      member({ toldReopenCount: 0, silenceOverId: "s", toldSilenceId: "s" }),
      330,
      { isSent: false, reason: "repeat_interval", nextAt: at(14_430) },
    ],
    [
      "news of it come no faster than other news",
      told,
      member({ toldReopenCount: 0, silenceOverId: "s" }),
      100,
      { isSent: false, reason: "group_interval", nextAt: at(330) },
    ],
    [
      "what is worse than the channel knows is news",
      told,
      member({ toldReopenCount: 0, toldSeverity: "warning" }),
      330,
      { isSent: true, reason: "news", isRepeat: true, nextAt: at(14_730) },
    ],
    [
      "no faster than other news",
      told,
      member({ toldReopenCount: 0, toldSeverity: "warning" }),
      100,
      { isSent: false, reason: "group_interval", nextAt: at(330) },
    ],
    [
      "routed elsewhere because of that, it is told once and not repeated",
      told,
      member({ toldReopenCount: 0, toldSeverity: "warning", isRouted: false, isRaiseOwed: true }),
      330,
      { isSent: true, reason: "news", nextAt: null },
    ],
    [
      "what routes no longer send here is not repeated",
      told,
      member({ toldReopenCount: 0, isRouted: false }),
      90_000,
      { isSent: false, reason: "nothing_to_tell", nextAt: null },
    ],
  ])("%s", (_, group, alert, seconds, expected) => {
    expect(decideNotice(group, [alert], timing, at(seconds))).toMatchObject(expected);
  });

  test("news beside what fires on leave its repetition where it was", () => {
    const firing = member({ alertId: "b", toldReopenCount: 0 });
    expect(decideNotice(told, [member(), firing], timing, at(330))).toMatchObject({
      isRepeat: false,
      nextAt: at(14_430),
      tells: { stillFiring: [] },
    });
  });

  test("quiet hours hold a warning back until they end, and no critical", () => {
    const warning = member({ severity: "warning" });
    expect(decideNotice(fresh, [warning], { ...timing, quiet }, at(60))).toMatchObject({
      isSent: false,
      reason: "quiet_hours",
      nextAt: quiet.until,
    });
    const both = decideNotice(fresh, [warning, member({ alertId: "b" })], { ...timing, quiet }, at(60));
    expect(both).toMatchObject({ isSent: true, tells: { fired: [{ alertId: "b" }] }, nextAt: at(14_460) });
    expect(decideNotice(fresh, [warning], timing, quiet.until)).toMatchObject({ isSent: true, tells: { fired: [warning] } });
  });
});

describe("what", () => {
  test.each([
    ["fired", member()],
    ["fired", member({ isAcknowledged: true })],
    ["reopened", member({ reopenCount: 1 })],
    ["reopened", member({ reopenCount: 2, toldReopenCount: 1, isAcknowledged: true })],
    ["unsilenced", member({ silenceOverId: "s" })],
    ["unsilenced", member({ silenceOverId: "s", toldReopenCount: 0 })],
    ["unsilenced", member({ silenceOverId: "t", toldReopenCount: 0, toldSilenceId: "s" })],
    ["reopened", member({ silenceOverId: "s", toldReopenCount: 0, reopenCount: 1 })],
    ["reopened", member({ silenceOverId: "s", toldSilenceId: "s", reopenCount: 1 })],
    ["fired", member({ silenceOverId: "s", toldSilenceId: "s" })],
    ["fired", member({ silenceOverId: "s", isAcknowledged: true })],
    ["resolved", member({ status: "resolved", toldReopenCount: 0, silenceOverId: "s" })],
    ["raised", member({ toldReopenCount: 0, toldSeverity: "info" })],
    ["raised", member({ toldReopenCount: 0, toldSeverity: "warning", isAcknowledged: true })],
    ["raised", member({ toldReopenCount: 0, toldSeverity: "warning", isRouted: false, isRaiseOwed: true })],
    ["unsilenced", member({ toldReopenCount: 0, toldSeverity: "warning", silenceOverId: "s" })],
    ["reopened", member({ toldReopenCount: 0, toldSeverity: "warning", reopenCount: 1 })],
    ["resolved", member({ toldReopenCount: 0, toldSeverity: "warning", status: "resolved" })],
    ["passed", member({ status: "resolved" })],
    ["resolved", member({ status: "resolved", toldReopenCount: 0 })],
    ["resolved", member({ status: "resolved", toldReopenCount: 0, isMuted: true })],
    ["resolved", member({ status: "resolved", toldReopenCount: 0, isAcknowledged: true })],
    ["resolved", member({ status: "resolved", toldReopenCount: 0, isRouted: false })],
  ] as const)("%s: %j", (place, alert) => {
    const decision = decideNotice(fresh, [alert], timing, at(300));
    expect(decision).toMatchObject({ isSent: true, tells: { [place]: [alert] } });
  });

  test.each([member({ status: "resolved", isMuted: true }), member({ status: "resolved", isRouted: false }), member({ isRouted: false })])(
    "nobody was told of it and nobody has to be: %j",
    (alert) => {
      expect(decideNotice(fresh, [alert], timing, at(300))).toMatchObject({ isSent: false, dropped: [alert] });
    },
  );

  test.each([
    member({ silenceOverId: "s", toldReopenCount: 0, isAcknowledged: true }),
    member({ silenceOverId: "s", toldReopenCount: 0, isMuted: true }),
    member({ silenceOverId: "s", toldReopenCount: 0, isRouted: false }),
  ])("the end of a silence is no news of what is in hand, muted by something else, or routed elsewhere: %j", (alert) => {
    expect(decideNotice(told, [alert], timing, at(90_000))).toMatchObject({ isSent: false, reason: "nothing_to_tell", dropped: [] });
  });

  test.each([
    member({ toldReopenCount: 0, toldSeverity: "warning", isMuted: true }),
    member({ toldReopenCount: 0, toldSeverity: "warning", isMuted: true, isRouted: false, isRaiseOwed: true }),
    member({ toldReopenCount: 0, toldSeverity: "warning", isRouted: false }),
    member({ toldReopenCount: 0, toldSeverity: "critical", severity: "warning", isAcknowledged: true }),
    member({ toldReopenCount: 0, toldSeverity: "critical", isRouted: false, isRaiseOwed: true }),
  ])("a severity is no news of what is muted, was routed elsewhere before, or is no worse than the channel knows: %j", (alert) => {
    expect(decideNotice(told, [alert], timing, at(90_000))).toMatchObject({ isSent: false, reason: "nothing_to_tell", dropped: [] });
  });

  test("news name what is new; a repetition names everything that fires", () => {
    const old = member({ alertId: "old", toldReopenCount: 0 });
    const news = decideNotice(told, [old, member()], timing, at(400));
    expect(decideNotice(told, [member()], timing, at(90_000))).toMatchObject({ isRepeat: true, nextAt: at(104_400) });
    expect(news).toMatchObject({ tells: { fired: [{ alertId: "a" }], stillFiring: [] }, isRepeat: false });
    expect(decideNotice(told, [old, member()], timing, at(14_430))).toMatchObject({
      tells: { fired: [{ alertId: "a" }], stillFiring: [old] },
      isRepeat: true,
    });
  });
});

/** One step of an alert's life, or of a person. */
type Step =
  | "fire"
  | "resolve"
  | "mute"
  | "unmute"
  | "silence"
  | "end silence"
  | "acknowledge"
  | "unacknowledge"
  | "worsen"
  | "better"
  | "nothing";
const step = fc.constantFrom<Step>(
  "fire",
  "resolve",
  "mute",
  "unmute",
  "silence",
  "end silence",
  "acknowledge",
  "unacknowledge",
  "worsen",
  "better",
  "nothing",
);
const lives = fc.array(fc.tuple(fc.nat(3), step, fc.integer({ min: 1, max: 2_000 })), { maxLength: 60 });

interface Life extends NoticeMember {
  isKnown: boolean;
  /** Open and never muted in this episode: somebody has to be told. */
  isOwed: boolean;
  tellings: string[];
  isSilenced: boolean;
  /** Ends of silences that the channel was told of, by their number. */
  endsTold: string[];
}

function change(life: Life, what: Step): void {
  const isFiring = life.isKnown && life.status === "firing";
  if (what === "fire" && !isFiring) {
    const isReopened = life.isKnown;
    Object.assign(life, { isKnown: true, status: "firing", isAcknowledged: false, isOwed: !life.isMuted });
    if (isReopened) life.reopenCount++;
  }
  if (!isFiring) return;
  if (what === "resolve") Object.assign(life, { status: "resolved", isAcknowledged: false });
  if (what === "mute" || what === "silence") Object.assign(life, { isMuted: true, isOwed: false, isSilenced: what === "silence" });
  if (what === "unmute" && !life.isSilenced) life.isMuted = false;
  if (what === "end silence" && life.isSilenced)
    Object.assign(life, { isMuted: false, isSilenced: false, silenceOverId: String(Number(life.silenceOverId ?? 0) + 1) });
  if (what === "acknowledge") life.isAcknowledged = true;
  if (what === "unacknowledge") life.isAcknowledged = false;
  if (what === "worsen") life.severity = life.severity === "info" ? "warning" : "critical";
  if (what === "better") life.severity = life.severity === "critical" ? "warning" : "info";
}

test("whatever happens: who fired unmuted is told, what fires after its silence or is worse is told once more, the end is told once to who was told, acknowledged and muted are left in peace", () => {
  fc.assert(
    fc.property(lives, (steps) => {
      const alerts = [0, 1, 2, 3].map(
        (place): Life => ({
          ...member({ alertId: String(place), status: "resolved" }),
          isKnown: false,
          isOwed: false,
          tellings: [],
          isSilenced: false,
          endsTold: [],
        }),
      );
      let group: GroupMemory | undefined;
      let seconds = 0;
      const members = new Set<Life>();
      const tell = () => {
        for (const life of alerts) if (life.isKnown && life.status === "firing") members.add(life);
        if (members.size === 0) {
          group = undefined;
          return;
        }
        group ??= { openedAt: at(seconds), toldAt: null, repeatedAt: null };
        const decision = decideNotice(group, [...members], timing, at(seconds));
        if (decision.nextAt) expect(decision.nextAt.getTime()).toBeGreaterThan(at(seconds).getTime());
        for (const life of decision.dropped) members.delete(life);
        if (!decision.isSent) return;
        const { tells } = decision;
        for (const life of tells.unsilenced) {
          expect(life.isAcknowledged).toBe(false);
          expect(life.endsTold).not.toContain(life.silenceOverId);
          life.endsTold.push(life.silenceOverId ?? "none");
        }
        for (const life of tells.raised) expect(isWorse(life.severity, life.toldSeverity ?? "critical")).toBe(true);
        for (const life of [...tells.fired, ...tells.reopened, ...tells.unsilenced, ...tells.raised]) {
          expect(life.isMuted).toBe(false);
          life.tellings.push("firing");
          const { reopenCount, severity, silenceOverId } = life;
          Object.assign(life, { toldReopenCount: reopenCount, toldSeverity: severity, toldSilenceId: silenceOverId, isOwed: false });
        }
        for (const life of tells.stillFiring)
          expect([life.isAcknowledged, life.isMuted, life.toldReopenCount]).toEqual([false, false, life.reopenCount]);
        for (const life of [...tells.resolved, ...tells.passed]) {
          if (life.toldReopenCount === null) life.tellings.push("firing");
          life.tellings.push("resolved");
          Object.assign(life, { toldReopenCount: null, toldSeverity: null, isOwed: false });
          members.delete(life);
        }
        group = { openedAt: group.openedAt, toldAt: at(seconds), repeatedAt: decision.isRepeat ? at(seconds) : group.repeatedAt };
      };
      for (const [place, what, pause] of steps) {
        const life = alerts[place];
        if (life) change(life, what);
        tell();
        seconds += pause;
        tell();
      }
      // Everybody may be heard, nobody has anything in hand, and enough time has passed.
      for (const life of alerts) for (const what of ["end silence", "unmute", "unacknowledge"] as const) change(life, what);
      seconds += 100_000;
      tell();
      for (const life of alerts) if (life.status === "firing") expect(life.toldSilenceId).toBe(life.silenceOverId);
      for (const life of alerts) if (life.status === "firing") expect(isWorse(life.severity, life.toldSeverity ?? "info")).toBe(false);
      // Everything is over and enough time has passed.
      for (const life of alerts) change(life, "resolve");
      seconds += 100_000;
      tell();
      for (const life of alerts) {
        expect(life.isOwed).toBe(false);
        const ends = life.tellings.filter((what) => what === "resolved").length;
        if (life.tellings.length > 0) expect(life.tellings.at(-1)).toBe("resolved");
        expect(life.tellings.join(" ")).not.toContain("resolved resolved");
        expect(ends).toBeLessThanOrEqual(life.tellings.filter((what) => what === "firing").length);
      }
      expect(members.size).toBe(0);
    }),
    { numRuns: 500 },
  );
});
