import { expect, test } from "vitest";
import { csvCell } from "#lib/universal/csv";

test.each<[cell: string | number | null, written: string]>([
  ["Frankfurt", "Frankfurt"],
  [null, ""],
  [-1.5, "-1.5"],
  ["-12", "-12"],
  ["-12.5", "-12.5"],
  ["9223372036854775808", "9223372036854775808"],
  ['say "hi", twice', '"say ""hi"", twice"'],
  ["two\nlines", '"two\nlines"'],
])("%j is written as it is", (cell, written) => expect(csvCell(cell)).toBe(written));

test.each(["=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "＝1", "＠SUM(1)"])("%j is no formula", (cell) =>
  expect(csvCell(cell)).toBe(`'${cell}`),
);

test.each(["\r\n=1", "\n=1", "\r=1", '=HYPERLINK("http://evil.example","x")'])("%j is quoted and no formula", (cell) => {
  expect(csvCell(cell)).toBe(`"'${cell.replaceAll('"', '""')}"`);
});
