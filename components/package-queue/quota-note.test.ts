import { expect, test } from "vitest";
import { quotaNote } from "./quota-note.ts";

test.each([
  ["0", undefined],
  ["10737418240", "100 GiB of the package and 10.0 GiB given"],
  ["-536870912", "100 GiB of the package less 512 MiB taken back"],
])("adjusted by %s", (adjustQuota, words) => {
  expect(quotaNote({ trafficLimit: "107374182400", adjustQuota })).toBe(words);
});
