import { expect, test } from "vitest";
import { cancelWords } from "./cancel-words.ts";

const gib = 2n ** 30n;
const item = {
  status: "active" as const,
  trafficLimit: String(10n * gib),
  adjustQuota: String(-gib),
  used: { upload: String(gib), download: String(2n * gib) },
  byOrder: null,
};
const used = { ...item, used: { upload: "0", download: String(9n * gib) } };

test.each([
  [item, [{ packageName: "Large" }], "6.00 GiB that are left of it are lost, and Large starts at once."],
  [item, [], "6.00 GiB that are left of it are lost, and nothing follows: the user loses all nodes."],
  [item, undefined, "6.00 GiB that are left of it are lost, and the next package starts at once. Without one, the user loses all nodes."],
  [used, [], "Nothing is left of it, and nothing follows: the user loses all nodes."],
  [
    { ...item, status: "in_queue" as const, byOrder: "A-1" },
    [],
    "It leaves the queue and never starts: 9.00 GiB are not given. Order A-1 stays used.",
  ],
])("case %#", (cancelled, waiting, words) => expect(cancelWords(cancelled, waiting)).toBe(words));
