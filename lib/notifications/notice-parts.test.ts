import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { noon } from "#lib/core/testing/instants";
import { channelKinds } from "./channels/channel-kinds.ts";
import type { Notice, NoticeItem, NoticeSeverity } from "./notice.ts";
import { shortened } from "./notice-parts.ts";

const item = (title: string, severity: NoticeSeverity = "critical", message = "It is down."): NoticeItem => ({
  id: crypto.randomUUID(),
  severity,
  title,
  message,
  at: noon,
});
const notice = (items: NoticeItem[], change: Partial<Notice> = {}): Notice => ({
  id: "5bd8d9f2-5b0c-4c57-a3b3-14b1c1a4a0f3",
  headline: `${items.length} alerts`,
  severity: "critical",
  sections: [{ heading: "New", items }],
  openUrl: "https://fleet.example/admin/alerts",
  ...change,
});
const configs: Record<string, unknown> = {
  email: { recipients: ["a@example.test"] },
  webhook: { url: "https://hooks.example" },
  slack: {},
  discord: {},
  telegram: { chatId: "-100", apiUrl: "https://api.telegram.org" },
  ntfy: { serverUrl: "https://ntfy.sh", topic: "fleet" },
  web_push: { recipients: [] },
};
/** What people read, and how long the service counts it. */
const text: Record<string, { limit: number; read(payload: Record<string, unknown>): string }> = {
  email: { limit: 150_000, read: (payload) => String(payload.text) },
  webhook: { limit: 10_000_000, read: (payload) => JSON.stringify(payload) },
  slack: { limit: 4_000, read: (payload) => String(payload.text) },
  discord: { limit: 2_000, read: (payload) => String(payload.content) },
  telegram: { limit: 4_096, read: (payload) => String(payload.text) },
  ntfy: { limit: 4_096, read: (payload) => `${payload.title}\n${payload.message}` },
  // 103 of the 4,096 bytes are the encryption's, 51 name the browser until it is sent.
  web_push: { limit: 3_993, read: (payload) => JSON.stringify(payload) },
};
const format = (kind: string, given: Notice) =>
  channelKinds.get(kind)?.format({ notice: given, config: configs[kind], now: noon, acknowledge: "{{secret}}" }) ?? [];
const readAll = (kind: string, given: Notice) => format(kind, given).map((payload) => text[kind]?.read(payload) ?? "");

describe.each([...channelKinds.keys()])("%s", (kind) => {
  test("a storm: every critical alert is named, each message within the service's limit, others are counted", () => {
    const items = Array.from({ length: 700 }, (_, index) =>
      item(`Node ${index} offline`, index % 7 === 0 ? "warning" : "critical", "x".repeat(index)),
    );
    const parts = readAll(kind, notice(items));
    const all = parts.join("\n");
    for (const { title, severity } of items) if (severity === "critical") expect(all).toContain(title);
    for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual((text[kind]?.limit ?? 0) * (kind === "ntfy" ? 1 : 1.2));
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(text[kind]?.limit ?? 0);
    if (kind !== "webhook") expect(all).toContain("… and 70 more");
  });

  test("whatever titles say, no message is over the limit", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ title: fc.string({ unit: "binary", maxLength: 400 }), message: fc.string({ unit: "binary", maxLength: 4_000 }) }),
          {
            maxLength: 12,
          },
        ),
        (given) => {
          for (const part of readAll(kind, notice(given.map(({ title, message }) => item(title, "critical", message)))))
            expect(part.length).toBeLessThanOrEqual(text[kind]?.limit ?? 0);
        },
      ),
      { numRuns: 30 },
    );
  });
});

test("each service's own marks in a title mean nothing", () => {
  const given = notice([item("<b>*_@everyone_*</b> & co")]);
  expect(readAll("telegram", given)[0]).toContain("&lt;b&gt;*_@everyone_*&lt;/b&gt; &amp; co");
  expect(readAll("slack", given)[0]).toContain("&lt;b&gt;");
  expect(format("discord", given)[0]).toMatchObject({
    allowed_mentions: { parse: [] },
    content: expect.stringContaining("\\*\\_@everyone\\_\\*"),
  });
  expect(format("email", given)[0]?.html).not.toContain("<b>*");
});

test("the link that acknowledges is in the first message only, where the notice has one", () => {
  const given = notice(Array.from({ length: 400 }, (_, index) => item(`Node ${index}`)));
  for (const kind of ["slack", "discord", "telegram", "ntfy", "web_push"]) {
    const [first, ...others] = format(kind, given).map((payload) => JSON.stringify(payload));
    expect(first).toContain("{{secret}}");
    expect(others.length).toBeGreaterThan(0);
    for (const other of others) expect(other).not.toContain("{{secret}}");
  }
});

test("a text is cut between characters", () => {
  expect(shortened("abc", 3)).toBe("abc");
  expect(shortened("abcd", 3)).toBe("ab…");
  expect(shortened("a😀bc", 3)).toBe("a…");
});
