import { expect, test } from "vitest";
import { figureWords, muteWords, resourceWords, times } from "./alert-words.ts";

test.each([
  [{ by: "silence", reason: "new disk" }, "Silenced: new disk"],
  [{ by: "silence", reason: "silenced by ada: new disk" }, "Silenced by ada: new disk"],
  [{ by: "maintenance", reason: "maintenance: Reboot" }, "In maintenance: Reboot"],
  [{ by: "maintenance", reason: "" }, "In maintenance"],
  [{ by: "inhibition", reason: "fra-1 is down" }, "Inhibited: fra-1 is down"],
] as const)("muted: %o", (mute, words) => {
  expect(muteWords({ id: "x", until: null, ...mute })).toBe(words);
});

test.each([
  ["node_server", "7", "node server 7"],
  ["repository", "7d0e3c52-0e3b-4e0e-8a44-2f1c2d7f9a10/nightly", "repository 7d0e3c52/nightly"],
  ["telemetry_node", "12D3KooWNqGSjGcMRxmRxVyZNPHZQy8DpJ3RkE7mHcPfWs5tLxUv", "telemetry node 12D3Ko…5tLxUv"],
  ["service", "vault-fra.a-rather-long-name.fleet.example", "service vault-fra.a-rather-long-name.fleet.example"],
  ["queue", "", "queue"],
  ["", "", ""],
])("resource %s %s", (resourceType, resourceId, words) => {
  expect(resourceWords({ resourceType, resourceId })).toBe(words);
});

test("how often", () => {
  expect([0, 1, 2_000].map(times)).toEqual(["never", "once", "2,000 times"]);
});

test.each([
  [93.456, "%", "93.46 %"],
  [12_000, "", "12,000"],
])("figure %d %s", (value, unit, words) => {
  expect(figureWords(value, unit)).toBe(words);
});
