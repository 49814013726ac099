import { expect, test } from "vitest";
import { eventWords } from "./event-words.ts";

const billed = { billed_upload: "1024", billed_download: "1024", package_queue_id: "x" };

test.each([
  ["traffic", "UserUsageBillingEvent", billed, "2 KiB billed"],
  ["traffic without a package", "UserUsageBillingEvent", { ...billed, package_queue_id: null }, "2 KiB billed to no package"],
  ["a damaged event", "UserUsageBillingEvent", { ...billed, billed_upload: -1 }, "not readable"],
  ["expiry", "PackageExpiringEvent", {}, "time is over"],
] as const)("%s", (_, type, payload, words) => {
  expect(eventWords({ type, payload })).toBe(words);
});
