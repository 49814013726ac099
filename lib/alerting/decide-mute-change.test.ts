import { describe, expect, test } from "vitest";
import { fromNoon, noon } from "#lib/core/testing/instants";
import type { Mute } from "./decide-mute.ts";
import { decideMuteChange, type SilenceOver, type StoredMute, silenceOverWords } from "./decide-mute-change.ts";

const silence = (id: string, until = noon): Mute => ({ by: "silence", id, reason: `silenced by ada: ${id}`, until });
const window: Mute = { by: "maintenance", id: "w", reason: "maintenance: Reboot", until: noon };
const inhibition: Mute = { by: "inhibition", id: "i", reason: "its server is offline: fra-1", until: null };
const stored = (mute: Mute): StoredMute => mute;

const ada: SilenceOver = { createdBy: "ada", endedBy: null, comment: "new disks" };
const nothing: ReadonlyMap<string, SilenceOver> = new Map();
const over = new Map([["s", ada]]);
const ended = "silence_ended the silence by ada is over: new disks";

describe("from what mutes it to what mutes it now", () => {
  test.each<
    [string, StoredMute | undefined, Mute | undefined, ReadonlyMap<string, SilenceOver>, steps: string[], silenceOverId: string | undefined]
  >([
    ["nothing, and nothing", undefined, undefined, over, [], undefined],
    ["a silence begins", undefined, silence("s"), nothing, ["muted silenced by ada: s"], undefined],
    ["it holds", stored(silence("s")), silence("s"), nothing, [], undefined],
    ["an inhibition holds: it has no end", stored(inhibition), inhibition, nothing, [], undefined],
    ["it is extended", stored(silence("s")), silence("s", fromNoon({ hours: 1 })), nothing, ["muted silenced by ada: s"], undefined],
    ["it ends: heard again, and told", stored(silence("s")), undefined, over, [ended, "unmuted "], "s"],
    ["it ends into another silence", stored(silence("s")), silence("t"), over, [ended, "muted silenced by ada: t"], "s"],
    ["it ends into a window: told when that is over", stored(silence("s")), window, over, [ended, "muted maintenance: Reboot"], "s"],
    [
      "a longer silence takes its place; it is not over",
      stored(silence("s")),
      silence("t"),
      nothing,
      ["muted silenced by ada: t"],
      undefined,
    ],
    ["another silence ends, not this one", stored(silence("t")), silence("t"), over, [], undefined],
    [
      "one that began this instant is taken back: it never held",
      stored(silence("s")),
      undefined,
      nothing,
      ["unmuted no longer silenced by ada: s"],
      undefined,
    ],
    ["a window is over", stored(window), undefined, over, ["unmuted no longer maintenance: Reboot"], undefined],
    ["its cause is over", stored(inhibition), undefined, nothing, ["unmuted no longer its server is offline: fra-1"], undefined],
    ["a silence takes the place of a window", stored(window), silence("s"), over, ["muted silenced by ada: s"], undefined],
  ])("%s", (_, before, after, endings, steps, silenceOverId) => {
    const change = decideMuteChange(before, after, endings);
    expect(change.steps.map(({ kind, reason }) => `${kind} ${reason}`)).toEqual(steps);
    expect(change.silenceOverId).toBe(silenceOverId);
  });

  test("decided again after it was written, nothing follows: an end is told once", () => {
    expect(decideMuteChange(undefined, undefined, over)).toEqual({ steps: [], silenceOverId: undefined });
    expect(decideMuteChange(stored(window), window, over)).toEqual({ steps: [], silenceOverId: undefined });
  });
});

test.each([
  [ada, "the silence by ada is over: new disks"],
  [{ ...ada, endedBy: "ada" }, "the silence by ada was ended early: new disks"],
  [{ ...ada, endedBy: "bob" }, "the silence by ada was ended by bob: new disks"],
  [{ ...ada, comment: "" }, "the silence by ada is over"],
])("in words: %j", (silenceOver, words) => {
  expect(silenceOverWords(silenceOver)).toBe(words);
});
