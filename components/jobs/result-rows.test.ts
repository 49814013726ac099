import { expect, test } from "vitest";
import { resultRows } from "./result-rows.ts";

test.each<[Record<string, unknown>, [string, string][]]>([
  [{}, []],
  [{ deleted: 1200 }, [["Deleted", "1,200"]]],
  [
    { billedLines: 3, isDone: true, left: null },
    [
      ["Billed lines", "3"],
      ["Is done", "yes"],
      ["Left", "nothing"],
    ],
  ],
  [
    { made_tables: ["usage_line_1", "usage_line_2"], dropped: [] },
    [
      ["Made tables", "usage_line_1, usage_line_2"],
      ["Dropped", "none"],
    ],
  ],
  [
    { deleted: { rateLimits: 1, links: { old: 2 } } },
    [
      ["Deleted, rate limits", "1"],
      ["Deleted, links, old", "2"],
    ],
  ],
  [
    { bytes: "9223372036854775808", odd: {}, list: [{ a: 1 }] },
    [
      ["Bytes", "9223372036854775808"],
      ["Odd", "nothing"],
      ["List", '{"a":1}'],
    ],
  ],
  [{ "usage.purge": 1 }, [["usage.purge", "1"]]],
])("%j", (result, rows) => {
  expect(resultRows(result)).toEqual(rows);
});
