import { describe, expect, test } from "vitest";
import { instant } from "#lib/core/testing/instants";
import { decideEscalation, type Escalating } from "./decide-escalation.ts";
import { decideRoutes, flatRoutes, groupLabels, routeTree, type StoredRoute } from "./decide-route.ts";
import { quietAt } from "./quiet-hours.ts";

const inherited = {
  channelIds: null,
  groupBy: null,
  groupWaitS: null,
  groupIntervalS: null,
  repeatIntervalS: null,
  escalation: null,
  quietHours: null,
};
const route = (id: string, parentId: string | null, position: number, change: Partial<StoredRoute> = {}): StoredRoute => ({
  ...inherited,
  id,
  parentId,
  position,
  name: id,
  matchers: [],
  isContinued: false,
  ...change,
});
const is = (label: string, value: string) => [{ label, operator: "is" as const, value }];

const tree = routeTree([
  route("nodes-critical", "nodes", 0, { matchers: is("severity", "critical"), groupWaitS: 5, channelIds: ["pager"] }),
  route("root", null, 0, { channelIds: ["mail"] }),
  route("storage", "root", 2, { matchers: is("source", "storage"), channelIds: [] }),
  route("nodes", "root", 1, { matchers: is("source", "node"), channelIds: ["chat"], groupBy: ["country", "rule"] }),
  route("audit", "root", 0, { matchers: is("severity", "critical"), channelIds: ["audit"], isContinued: true }),
]);
if (!tree) throw new Error("No tree");

describe("which route", () => {
  test.each([
    [{ source: "node", severity: "critical" }, ["audit", "nodes-critical"]],
    [{ source: "node", severity: "warning" }, ["nodes"]],
    [{ source: "storage", severity: "info" }, ["storage"]],
    [{ source: "storage", severity: "critical" }, ["audit", "storage"]],
    [{ source: "queue", severity: "critical" }, ["audit"]],
    [{ source: "queue", severity: "info" }, ["root"]],
    [{}, ["root"]],
  ])("%j → %j", (labels, expected) => {
    expect(decideRoutes(tree, labels as Record<string, string>).map(({ id }) => id)).toEqual(expected);
  });

  test("a child has what it does not say from its parent, down to the product's own", () => {
    const byId = new Map(flatRoutes(tree).map((found) => [found.id, found]));
    expect(byId.get("nodes-critical")).toMatchObject({
      channelIds: ["pager"],
      groupBy: ["country", "rule"],
      groupWaitS: 5,
      groupIntervalS: 300,
      depth: 2,
    });
    expect(byId.get("storage")).toMatchObject({ channelIds: [], groupBy: ["rule"], repeatIntervalS: 14_400 });
    expect([...byId.keys()]).toEqual(["root", "audit", "nodes", "nodes-critical", "storage"]);
  });

  test("alerts are told together that agree in the grouping labels; an absent one is empty", () => {
    expect(groupLabels({ groupBy: ["rule", "country", "rule"] }, { rule: "down" })).toEqual({ country: "", rule: "down" });
    expect(groupLabels({ groupBy: ["constructor"] }, {})).toEqual({ constructor: "" });
    expect(groupLabels({ groupBy: [] }, { rule: "down" })).toEqual({});
  });

  test("no route, no tree", () => expect(routeTree([])).toBeUndefined());
});

describe("escalation", () => {
  const told = instant("2026-11-20T12:00:00Z");
  const steps = [
    { afterMinutes: 10, channelIds: ["a"] },
    { afterMinutes: 30, channelIds: ["b"] },
  ];
  const alert: Escalating = { status: "firing", isAcknowledged: false, isMuted: false, isRouted: true, toldAt: told };
  test.each([
    ["12:09:59", alert, [], "12:10"],
    ["12:10:00", alert, [1], "12:30"],
    ["12:30:00", alert, [1, 2], null],
    ["13:00:00", { ...alert, isAcknowledged: true }, [], null],
    ["13:00:00", { ...alert, isMuted: true }, [], null],
    ["13:00:00", { ...alert, isRouted: false }, [], null],
    ["13:00:00", { ...alert, status: "resolved" as const }, [], null],
    ["13:00:00", { ...alert, toldAt: null }, [], null],
  ])("at %s of %j: %j", (time, given, due, next) => {
    const expected = { due, nextAt: next && instant(`2026-11-20T${next}:00Z`) };
    expect(decideEscalation(given, steps, instant(`2026-11-20T${time}Z`))).toEqual(expected);
  });
});

describe("quiet hours", () => {
  const hours = { timeZone: "Europe/Berlin", days: [5], from: "22:00", to: "07:00", severities: ["info" as const] };
  test.each([
    ["2026-11-20T20:59:00Z", null],
    ["2026-11-20T21:00:00Z", "2026-11-21T06:00:00Z"],
    ["2026-11-21T05:59:00Z", "2026-11-21T06:00:00Z"],
    ["2026-11-21T06:00:00Z", null],
    ["2026-11-21T21:30:00Z", null],
  ])("at %s: until %s", (at, until) => {
    expect(quietAt(hours, instant(at))?.until ?? null).toEqual(until && instant(until));
  });

  test("none are never", () => expect(quietAt(null, instant("2026-11-20T21:00:00Z"))).toBeUndefined());
});
