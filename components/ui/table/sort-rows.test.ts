import { describe, expect, test } from "vitest";
import type { Column } from "./column.ts";
import { nextSort, sortRows } from "./sort-rows.ts";

interface Row {
  name: string;
  bytes: bigint | null;
}

const columns: Column<Row>[] = [
  { id: "name", header: "Name", cell: (row) => row.name, sortBy: (row) => row.name },
  { id: "bytes", header: "Bytes", cell: () => null, sortBy: (row) => row.bytes },
  { id: "plain", header: "Plain", cell: () => null },
];
const rows: Row[] = [
  { name: "node 10", bytes: 9_007_199_254_740_993n },
  { name: "Node 2", bytes: null },
  { name: "node 1", bytes: 9_007_199_254_740_992n },
];
const namesIn = (column: string, isDescending: boolean) => sortRows(rows, columns, { column, isDescending }).map((row) => row.name);

describe("sortRows", () => {
  test("counts in words, ignores case", () => expect(namesIn("name", false)).toEqual(["node 1", "Node 2", "node 10"]));
  test("descends", () => expect(namesIn("name", true)).toEqual(["node 10", "Node 2", "node 1"]));
  test("compares bytes beyond 2^53 exactly, missing last", () => expect(namesIn("bytes", false)).toEqual(["node 1", "node 10", "Node 2"]));
  test("missing stays last when descending", () => expect(namesIn("bytes", true)).toEqual(["node 10", "node 1", "Node 2"]));
  test("leaves rows alone without a sort, an unknown column or one without values", () => {
    expect(sortRows(rows, columns, undefined)).toBe(rows);
    expect(sortRows(rows, columns, { column: "gone", isDescending: false })).toBe(rows);
    expect(sortRows(rows, columns, { column: "plain", isDescending: false })).toBe(rows);
  });
});

test("presses on a header go up, down, off", () => {
  const first = nextSort(undefined, "name");
  const second = nextSort(first, "name");
  expect([first, second, nextSort(second, "name"), nextSort(second, "bytes")]).toEqual([
    { column: "name", isDescending: false },
    { column: "name", isDescending: true },
    undefined,
    { column: "bytes", isDescending: false },
  ]);
});
