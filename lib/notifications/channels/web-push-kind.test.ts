import { expect, test } from "vitest";
import { noon } from "#lib/core/testing/instants";
import type { Notice, NoticeItem } from "../notice.ts";
import { webPushKind } from "./web-push-kind.ts";

const item = (title: string): NoticeItem => ({
  id: crypto.randomUUID(),
  severity: "critical",
  title,
  message: "no heartbeat for 3 min",
  at: noon,
});
const notice = (items: NoticeItem[]): Notice => ({
  id: "5bd8d9f2-5b0c-4c57-a3b3-14b1c1a4a0f3",
  headline: items.length === 1 ? `CRITICAL: ${items[0]?.title}` : `${items.length} firing`,
  severity: "critical",
  sections: [{ heading: "New", items }],
  openPath: items.length === 1 ? `/admin/alerts?alert=${items[0]?.id}` : "/admin/alerts",
});
const format = (given: Notice, acknowledge?: string) =>
  webPushKind.format({ notice: given, config: { recipients: [] }, now: noon, acknowledge });

test("one alert is said by its name and its message, opens itself, and is replaced by what comes later of it", () => {
  const only = item("fra-1 is offline");
  expect(format(notice([only]), "{{secret}}")).toEqual([
    {
      title: "CRITICAL: fra-1 is offline",
      body: "New: no heartbeat for 3 min",
      severity: "critical",
      tag: `alert:${only.id}`,
      at: noon.toISOString(),
      path: `/admin/alerts?alert=${only.id}`,
      acknowledgeUrl: "{{secret}}",
    },
  ]);
});

test("few say what they are, many are only named; neither replaces another notice", () => {
  const [few] = format(notice([item("fra-1"), item("fra-2")]));
  expect(few).toMatchObject({
    title: "2 firing",
    body: "— New —\n🔴 CRITICAL fra-1: no heartbeat for 3 min\n🔴 CRITICAL fra-2: no heartbeat for 3 min",
    tag: "notice:5bd8d9f2-5b0c-4c57-a3b3-14b1c1a4a0f3:1",
    path: "/admin/alerts",
  });
  const [many] = format(notice(Array.from({ length: 6 }, (_, place) => item(`fra-${place}`))));
  expect(many?.body).toContain("🔴 CRITICAL fra-5");
  expect(many?.body).not.toContain("heartbeat");
  expect(many).not.toHaveProperty("acknowledgeUrl");
});

test.each([
  ["addresses in any case, once", { recipients: ["Ada@Example.org", "ada@example.org "] }, { recipients: ["ada@example.org"] }],
  ["nobody: everybody who asked", {}, { recipients: [] }],
])("accounts are %s", (_name, given, parsed) => {
  expect(webPushKind.config.parse(given)).toEqual(parsed);
});

test.each(["\u0001", '"', "漢", "😀"])("the worst text (%j) leaves room for link, browser and encryption in 4,096 bytes", (char) => {
  const worst = { ...item(char.repeat(400)), message: char.repeat(4_000) };
  for (const items of [[worst], [worst, worst], Array.from({ length: 20 }, () => worst)])
    for (const payload of format(notice(items))) expect(Buffer.byteLength(JSON.stringify(payload))).toBeLessThanOrEqual(3_993 - 51 - 400);
});
