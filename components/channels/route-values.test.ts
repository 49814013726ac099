import { describe, expect, test } from "vitest";
import { type RouteView, routeDefaults } from "#lib/alerting/schema";
import { emptyMatcher } from "../silences/matcher-values.ts";
import { labelsOf, type RouteValues, routeBody, routeValues } from "./route-values.ts";

const nothing = {
  channelIds: null,
  groupBy: null,
  groupWaitS: null,
  groupIntervalS: null,
  repeatIntervalS: null,
  escalation: null,
  quietHours: null,
};
const route = (id: string, parentId: string | null, changes: Partial<RouteView> = {}): RouteView => ({
  ...nothing,
  id,
  parentId,
  position: 0,
  depth: parentId === null ? 0 : 1,
  name: id,
  matchers: [],
  words: "everything",
  isContinued: false,
  effective: routeDefaults,
  warning: null,
  createdAt: "",
  updatedAt: "",
  ...changes,
});
const zone = "Asia/Kathmandu";
const root = route("all", null);
const nights = { timeZone: "Europe/Berlin", days: [1, 2], from: "23:00", to: "06:00", severities: ["info" as const] };
const full = route("nodes", "all", {
  matchers: [{ label: "source", operator: "is", value: "node" }],
  isContinued: true,
  channelIds: ["a"],
  groupBy: ["country", "rule"],
  groupWaitS: 0,
  groupIntervalS: 90,
  repeatIntervalS: 7_200,
  escalation: [{ afterMinutes: 15, channelIds: ["b"] }],
  quietHours: nights,
});
const bare = route("disks", "all");
const routes = [root, full, bare];
const through = (one: RouteView, changes: Partial<RouteValues> = {}) => {
  const before = routeValues(one, routes, zone);
  return routeBody({ ...before, ...changes }, before, false);
};

describe("a route goes through the form unchanged", () => {
  test.each([full, bare])("$id", (one) => {
    const { name, matchers, isContinued, channelIds, groupBy, groupWaitS, groupIntervalS, repeatIntervalS, escalation, quietHours } = one;
    expect(through(one)).toEqual({
      name,
      matchers,
      isContinued,
      channelIds,
      groupBy,
      groupWaitS,
      groupIntervalS,
      repeatIntervalS,
      escalation,
      quietHours,
    });
  });

  test("the route that takes everything: without channels of its own it tells nobody, and it never moves", () => {
    const before = routeValues(root, routes, zone);
    expect(before).toMatchObject({ channelsAre: "own", escalationIs: "own", quietHoursAre: "none", groupingIs: "inherited", parentId: "" });
    expect(through(root)).toEqual({ ...nothing, name: "all", matchers: [], isContinued: false, channelIds: [], escalation: [] });
    expect(through(root, { matchers: [{ label: "a", operator: "is", value: "b" }] })).toMatchObject({ matchers: [] });
  });

  test("quiet hours that hold nothing back are none", () => {
    const none = route("x", "all", { quietHours: { ...nights, severities: [] } });
    expect(routeValues(none, routes, zone).quietHoursAre).toBe("none");
    expect(through(none)).toMatchObject({ quietHours: { ...nights, severities: [] } });
  });
});

describe("what is changed", () => {
  test("inherited is null, whatever was typed before", () => {
    const inherited = { channelsAre: "inherited", groupingIs: "inherited", escalationIs: "inherited", quietHoursAre: "inherited" } as const;
    expect(through(full, { ...inherited, groupWaitS: "", groupIntervalS: "", repeatIntervalS: "" })).toMatchObject(nothing);
  });

  test("its own may be nothing: nobody, one message, nobody else, no quiet hours", () => {
    const empty = { channelIds: [], groupBy: " , ", escalation: [], quietHoursAre: "none" } as const;
    expect(through(full, empty)).toMatchObject({
      channelIds: [],
      groupBy: [],
      escalation: [],
      quietHours: { ...nights, severities: [] },
    });
  });

  test("what is no number is sent as it is: the server names it", () => {
    const typed = {
      groupWaitS: "soon",
      escalation: [
        { afterMinutes: "late", channelIds: [] },
        { afterMinutes: "", channelIds: [] },
      ],
    };
    expect(through(full, typed)).toMatchObject({
      groupWaitS: "soon",
      escalation: [{ afterMinutes: "late" }, { afterMinutes: null }],
    });
  });

  test("the place is sent only where it was moved", () => {
    expect(through(full)).not.toHaveProperty("position");
    expect(through(full, { position: "1" })).toMatchObject({ parentId: "all", position: 1 });
    expect(through(full, { parentId: "disks", position: "0" })).toMatchObject({ parentId: "disks", position: 0 });
  });
});

test("a new one hangs last from the route that takes everything, and inherits all of it", () => {
  const values = routeValues(undefined, routes, zone);
  expect(values).toMatchObject({ parentId: "all", position: "2", matchers: [emptyMatcher], quietHours: { timeZone: zone } });
  expect(routeBody({ ...values, name: "New" }, values, true)).toEqual({
    ...nothing,
    name: "New",
    matchers: [],
    isContinued: false,
    parentId: "all",
    position: 2,
  });
});

test("labels are a list", () => {
  expect(labelsOf(" rule, ,country ")).toEqual(["rule", "country"]);
});
