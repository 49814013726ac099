import { beforeEach, describe, expect, test } from "vitest";
import { noon } from "#lib/core/testing/instants";
import { testEnvironment } from "#lib/notifications/testing/environment";
import { namedAtMost, silenceEndingMail, silenceOverMail } from "./silence-mails.ts";

const silence = {
  to: "ada@example.org",
  words: "source is storage",
  comment: "new disks",
  at: noon,
  firingCount: 1,
  titles: ["Disk sda is full"],
};

beforeEach(() => testEnvironment({ PUBLIC_URL: "https://fleet.example" }));

describe("to the maker of a silence", () => {
  test("when it is over: what still fires, why it was made, and where it stands", () => {
    const { to, topic, subject, text } = silenceOverMail({ ...silence, endedBy: null });
    expect([to, topic, subject]).toEqual(["ada@example.org", "silence.over", "Your silence is over, and one alert fires still"]);
    expect(text).toBe(
      [
        "Its time is over; whoever is told of these alerts hears of them again.",
        "Silence: source is storage\nWhy: new disks\nEnded: 20 Nov 2026, 12:00 UTC\nStill firing: Disk sda is full",
        "Silences: https://fleet.example/admin/silences\n",
      ].join("\n\n"),
    );
  });

  test("when somebody else has ended it: who", () => {
    expect(silenceOverMail({ ...silence, endedBy: "bob@example.org" }).text).toContain("bob@example.org has ended it;");
  });

  test("ahead: when, and how to keep it quiet", () => {
    const { topic, subject, text } = silenceEndingMail(silence);
    expect([topic, subject]).toEqual(["silence.ending", "Your silence ends at 20 Nov 2026, 12:00 UTC, and one alert fires still"]);
    expect(text).toContain("Extend it,");
    expect(text).toContain("Ends: 20 Nov 2026, 12:00 UTC");
  });

  test("of many the first are named and the others counted; without an address of this site there is no link", () => {
    testEnvironment({});
    const titles = Array.from({ length: namedAtMost }, (_, index) => `Disk ${index}`);
    const { subject, text } = silenceOverMail({ ...silence, firingCount: 1_000 + namedAtMost, titles, endedBy: null });
    expect(subject).toContain("1,020 alerts fire still");
    expect(text.match(/Still firing: Disk/g)).toHaveLength(namedAtMost);
    expect(text).toContain("Still firing: and 1,000 more");
    expect(text).not.toContain("http");
  });

  test("what people write stays text", () => {
    expect(silenceOverMail({ ...silence, comment: "<b>now</b>", endedBy: null }).html).toContain("&lt;b&gt;now&lt;/b&gt;");
  });
});
