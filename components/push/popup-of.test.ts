import { expect, test } from "vitest";
import { popupOf, popupOfMany } from "./popup-of.ts";

const news = { alertId: "7", status: "firing", severity: "critical", source: "node", title: "fra-1 is offline", isMuted: false } as const;

test("a new alert is said with how bad it is, leads to itself and has the tag that Web Push gives it", () => {
  expect(popupOf("alert:fired", news)).toEqual({
    title: "CRITICAL: fra-1 is offline",
    body: "New alert of node",
    tag: "alert:7",
    path: "/admin/alerts?alert=7",
    isUrgent: true,
  });
  expect(popupOf("alert:reopened", { ...news, severity: "info" })).toMatchObject({
    title: "INFO: fra-1 is offline",
    body: "Fires again of node",
    isUrgent: false,
  });
});

test.each([
  ["what is muted", "alert:fired", { ...news, isMuted: true }],
  ["what is over by now", "alert:fired", { ...news, status: "resolved" }],
  ["an acknowledgement", "alert:acknowledged", news],
  ["what is no alert", "node-server:changed", { nodeServerId: 1 }],
])("%s shows nothing", (_name, type, payload) => {
  expect(popupOf(type, payload)).toBeUndefined();
});

test("of many the number is said, when there are more than before", () => {
  expect(popupOfMany(2, 1_502)).toMatchObject({ title: "1,502 alerts wait for somebody", body: "1,500 more than before" });
  expect(popupOfMany(3, 3)).toBeUndefined();
  expect(popupOfMany(3, 0)).toBeUndefined();
});
