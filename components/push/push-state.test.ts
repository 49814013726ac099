import { expect, test } from "vitest";
import { type BrowserFacts, pushState, whyNoNotifications } from "./push-state.ts";

const able: BrowserFacts = {
  isSecure: true,
  hasNotifications: true,
  hasPush: true,
  permission: "granted",
  subscribedWith: "our key",
  browserId: "one",
};
const web = { publicKey: "our key", channelCount: 1, browsers: [{ id: "one", label: "Here", service: "push.example", createdAt: "" }] };

test.each<[string, Partial<BrowserFacts>, string]>([
  ["by http from elsewhere", { isSecure: false, hasNotifications: false, hasPush: false }, "not opened by https"],
  ["a browser without notifications", { hasNotifications: false }, "no notifications"],
  ["blocked by the person", { permission: "denied" }, "blocked"],
  ["a browser without Web Push", { hasPush: false }, "home screen"],
])("%s: impossible, with the reason", (_name, facts, reason) => {
  expect(pushState({ ...able, ...facts }, web)).toEqual({ kind: "impossible", reason: expect.stringContaining(reason) });
});

test("without Web Push the notifications of open pages are possible all the same", () => {
  expect(whyNoNotifications({ ...able, hasPush: false })).toBeNull();
  expect(whyNoNotifications({ ...able, permission: "default" })).toBeNull();
});

test.each<[string, Partial<BrowserFacts>, typeof web]>([
  ["not subscribed", { subscribedWith: null }, web],
  ["subscribed with a key that was replaced", { subscribedWith: "former key" }, web],
  ["subscribed, and the server knows nothing of it", { browserId: null }, web],
  ["subscribed, and removed from another browser", {}, { ...web, browsers: [] }],
])("%s: off", (_name, facts, known) => {
  expect(pushState({ ...able, ...facts }, known)).toEqual({ kind: "off" });
});

test("on when browser and server agree", () => {
  expect(pushState(able, web)).toEqual({ kind: "on", browserId: "one" });
});
