import { describe, expect, test } from "vitest";
import { fromNoon, noon } from "#lib/core/testing/instants";
import { readOutsideAlert } from "./read-outside-alert.ts";
import type { OutsideAlert } from "./receive-alerts.ts";

const labels = { alertname: "HighLatency", instance: "web-1:9100", job: "node", severity: "page" };
const read = (posted: unknown, sender: "prometheus" | "alertmanager" = "prometheus") => readOutsideAlert(posted, 3, sender, noon);

test("what it says: severity, resource, a title that stays the same, words with their links", () => {
  expect(
    read({
      labels,
      annotations: { summary: "p99 is 2.3 s", description: "for ten minutes", runbook_url: "https://wiki.example/latency" },
      generatorURL: "http://prometheus:9090/graph?g0.expr=x",
      startsAt: "2026-11-20T11:59:00Z",
      endsAt: "2026-11-20T12:04:00Z",
    }),
  ).toEqual({
    fingerprint: expect.stringMatching(/^labels\/[0-9a-f]{64}$/),
    severity: "critical",
    source: "external",
    title: "HighLatency: web-1:9100",
    message: "p99 is 2.3 s\nfor ten minutes\nRunbook: https://wiki.example/latency\nExpression: http://prometheus:9090/graph?g0.expr=x",
    resourceType: "instance",
    resourceId: "web-1:9100",
    labels,
    value: null,
    isResolved: false,
    endsAt: fromNoon({ seconds: 240 }),
  });
});

test.each([
  ["critical", "critical"],
  ["PAGE", "critical"],
  ["error", "critical"],
  ["warning", "warning"],
  ["info", "info"],
  ["none", "info"],
  ["purple", "warning"],
  [undefined, "warning"],
])("severity %s is %s", (severity, expected) => {
  expect(read({ labels: { alertname: "A", ...(severity ? { severity } : {}) } })).toMatchObject({ severity: expected });
});

test.each<[string, Record<string, string>, object]>([
  [
    "its own resource",
    { resource_type: "disk", resource_id: "sda", instance: "x" },
    { resourceType: "disk", resourceId: "sda", title: "A: sda" },
  ],
  ["a job", { job: "backup" }, { resourceType: "job", resourceId: "backup", title: "A: backup" }],
  ["nothing", {}, { resourceType: "", resourceId: "", title: "A" }],
  ["a source of ours", { source: "storage" }, { source: "storage" }],
  ["a source of somebody else", { source: "zabbix" }, { source: "external" }],
  ["an empty label, which is none", { job: "" }, { labels: { alertname: "A" }, resourceType: "" }],
])("labels name %s", (_, more, expected) => {
  expect(read({ labels: { alertname: "A", ...more } })).toMatchObject(expected);
});

describe("when it ends", () => {
  test.each([
    ["Prometheus named an end that has passed", { endsAt: "2026-11-20T11:59:59.123456789Z" }, "prometheus", true],
    ["Prometheus named an end ahead", { endsAt: "2026-11-20T13:00:00+00:30" }, "prometheus", false],
    ["Alertmanager says resolved", { status: "resolved", endsAt: "2026-11-20T11:00:00Z" }, "alertmanager", true],
    ["Alertmanager says firing, with the year 1", { status: "firing", endsAt: "0001-01-01T00:00:00Z" }, "alertmanager", false],
  ] as const)("%s", (_, more, sender, isResolved) => {
    expect(read({ labels, ...more }, sender)).toMatchObject({ isResolved });
  });
  test("no end: five minutes for what is posted again and again, none for what is said once", () => {
    expect(read({ labels })).toMatchObject({ endsAt: fromNoon({ seconds: 300 }), isResolved: false });
    expect(read({ labels }, "alertmanager")).toMatchObject({ endsAt: null, isResolved: false });
  });
});

test.each([
  ["resource_id", 1],
  ["resource_id", 2],
  ["instance", 1],
  ["job", 1],
])("what is too long is cut between characters, not within one: %s, %i", (label, before) => {
  const long = (most: number) => `${"x".repeat(most - before)}🔥🔥`;
  const posted = {
    labels: { alertname: long(200), resource_type: long(256), [label]: long(256) },
    annotations: { summary: long(4_000) },
  };
  const { title, message, resourceType, resourceId } = read(posted) as OutsideAlert;
  for (const [text, most] of [[title, 200] as const, [message, 4_000] as const, [resourceType, 256] as const, [resourceId, 256] as const])
    expect([text.isWellFormed(), text.length <= most]).toEqual([true, true]);
});

test("the same labels are the same alert, in whatever order and by whatever way; any other label is another", () => {
  const fingerprint = (given: object, sender?: "alertmanager") => (read({ labels: given }, sender) as { fingerprint: string }).fingerprint;
  const reversed = Object.fromEntries(Object.entries(labels).reverse());
  expect(fingerprint(reversed, "alertmanager")).toBe(fingerprint({ ...labels, empty: "" }));
  expect(fingerprint({ ...labels, job: "other" })).not.toBe(fingerprint(labels));
});

test.each<[string, unknown, string]>([
  ["no object", "text", "alerts.3"],
  ["no labels", {}, "alerts.3.labels"],
  ["only empty labels", { labels: { a: "" } }, "alerts.3.labels"],
  ["a label that is a number", { labels: { alertname: 1 } }, "alerts.3.labels.alertname"],
  ["a label name that is none", { labels: { "a-b": "c" } }, "alerts.3.labels.a-b"],
  ["a label as long as a book", { labels: { a: "x".repeat(1_025) } }, "alerts.3.labels.a"],
  [
    "more labels than anybody reads",
    { labels: Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`l${index}`, "x"])) },
    "alerts.3.labels",
  ],
  ["an end that is no instant", { labels, endsAt: "soon" }, "alerts.3.endsAt"],
])("%s is refused and named", (_, posted, path) => {
  expect(read(posted)).toEqual([expect.objectContaining({ path, detail: expect.stringMatching(/./) })]);
});
