import { expect, test } from "vitest";
import type { QueueItem } from "#lib/package-queue/schema";
import { quotaWords } from "./quota-words.ts";

const gib = 2 ** 30;
const next = { packageName: "Monthly 100" } as QueueItem;

test.each([
  ["now", next, "used 9.20 GiB of the new quota 8.00 GiB: the package ends now and Monthly 100 starts"],
  ["now", null, "used 9.20 GiB of the new quota 8.00 GiB: the package ends now, nothing follows: the user is off the nodes"],
  ["when_it_starts", next, "used 9.20 GiB of the new quota 8.00 GiB: the package ends the moment it starts and Monthly 100 follows"],
  ["when_it_starts", null, "used 9.20 GiB of the new quota 8.00 GiB: the package ends the moment it starts, and nothing follows"],
] as const)("%s, then %s", (ends, following, words) =>
  expect(quotaWords({ quota: String(8 * gib), used: String(Math.round(9.2 * gib)), ends, next: following })).toBe(words),
);
