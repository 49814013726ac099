import { expect, test } from "vitest";
import { sumByItem } from "./sum-by-item.ts";

const [user, other, item, next] = [1, 2, 3, 4].map((digit) => `00000000-0000-4000-8000-00000000000${digit}`);
const event = (change: object, userId = user ?? "") => ({
  userId,
  payload: {
    server_id: 1,
    user: userId,
    billed_upload: "10",
    billed_download: "1",
    time: "2026-11-20T12:00:00.000Z",
    package_queue_id: item,
    ...change,
  },
});

test("events of one item add up, others stay apart, traffic without a package adds nothing", () => {
  const sums = sumByItem([
    event({}),
    event({ billed_upload: "9223372036854775807" }),
    event({ package_queue_id: next }),
    event({ package_queue_id: null }),
    event({}, other),
  ]);
  expect(sums).toEqual([
    { itemId: item, userId: user, upload: 9223372036854775817n, download: 2n },
    { itemId: next, userId: user, upload: 10n, download: 1n },
    { itemId: item, userId: other, upload: 10n, download: 1n },
  ]);
});

test.each([[{ billed_upload: "-1" }], [{ billed_download: "1.5" }], [{ billed_upload: 10 }], [{ package_queue_id: "x" }], [{ time: 0 }]])(
  "%o is refused",
  (change) => {
    expect(() => sumByItem([event(change)])).toThrow();
  },
);
