import { describe, expect, test } from "vitest";
import { type RouteView, routeDefaults } from "#lib/alerting/schema";
import { type RouteValues, routeValues } from "./route-values.ts";
import { escalationInWords, quietInWords, routeWords, settingsOf } from "./route-words.ts";

const names: Record<string, string> = { chat: "Chat", mail: "Mail", boss: "Boss" };
const channel = (id: string) => names[id] ?? id;
const nights = { timeZone: "Europe/Berlin", days: [1, 2, 3, 4, 5], from: "22:00", to: "07:00", severities: ["info", "warning"] } as const;
const quiet = { ...nights, days: [...nights.days], severities: [...nights.severities] };
const above: RouteView["effective"] = {
  ...routeDefaults,
  channelIds: ["mail"],
  escalation: [{ afterMinutes: 60, channelIds: ["boss"] }],
  quietHours: quiet,
};
const fresh = routeValues(undefined, [], "UTC");
const words = (changes: Partial<RouteValues>, parent: string | undefined = "Everything") =>
  routeWords({ ...fresh, ...changes }, above, { channel, parent });

describe("in plain words", () => {
  test("one that says nothing does what it hangs from does", () => {
    expect(words({})).toEqual([
      "It takes everything that Everything takes.",
      "It tells Mail.",
      "Alerts with the same rule are one message, sent 30 s after the first of them; news of them come at most every 5 min.",
      "What fires on and nobody has acknowledged is told again every 4 h.",
      "While nobody acknowledges, others are told too: Boss after 1 h.",
      "From 22:00 to 07:00 (Europe/Berlin), beginning on Monday to Friday, info and warning alerts wait until 07:00; nothing is lost.",
    ]);
  });

  test("one that says everything itself", () => {
    expect(
      words({
        matchers: [
          { label: "source", operator: "is", value: "node" },
          { label: "country", operator: "is_not", value: "DE" },
        ],
        isContinued: true,
        channelsAre: "own",
        channelIds: ["chat", "mail"],
        groupingIs: "own",
        groupBy: "country, node_server_id",
        groupWaitS: "0",
        groupIntervalS: "0",
        repeatIntervalS: "90",
        escalationIs: "own",
        escalation: [
          { afterMinutes: "30", channelIds: ["boss"] },
          { afterMinutes: "15", channelIds: ["chat"] },
          { afterMinutes: "", channelIds: ["mail"] },
        ],
        quietHoursAre: "none",
      }),
    ).toEqual([
      "It takes what Everything takes and of which source is node and country is not DE.",
      "It tells Chat and Mail.",
      "Alerts with the same country and node server id are one message, sent at once; news of them come at once.",
      "What fires on and nobody has acknowledged is told again every 1 min 30 s.",
      "While nobody acknowledges, others are told too: Chat after 15 min; Boss after 30 min.",
      "Routes that are asked later get the same alerts too.",
    ]);
  });

  test("the route that takes everything", () => {
    const told = routeWords({ ...fresh, isContinued: true, channelsAre: "own" }, routeDefaults, { channel, parent: undefined });
    expect(told.slice(0, 2)).toEqual(["It takes every alert that no other route takes.", "It tells nobody: it has no channel."]);
    expect(told).toContain("Nobody else is told, however long nobody acknowledges.");
    expect(told.join(" ")).not.toContain("asked later");
  });

  test("what is no number yet counts as inherited", () => {
    expect(settingsOf({ ...fresh, groupWaitS: "soon", repeatIntervalS: " " }, above)).toMatchObject({
      groupWaitS: 30,
      repeatIntervalS: 14_400,
    });
  });
});

test("in a few words, for what is inherited and for the list", () => {
  expect(quietInWords(quiet)).toBe("22:00 to 07:00 on Monday to Friday, Europe/Berlin: info and warning");
  expect([quietInWords(null), quietInWords({ ...quiet, severities: [] })]).toEqual(["none", "none"]);
  expect(escalationInWords([{ afterMinutes: 15, channelIds: ["boss", "mail"] }], channel)).toBe("Boss and Mail after 15 min");
  expect(escalationInWords([], channel)).toBe("nobody");
});
