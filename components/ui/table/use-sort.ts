"use client";
import { createParser, useQueryState } from "nuqs";
import type { Sort } from "./column.ts";

const parser = createParser<Sort>({
  parse: (text) => ({ column: text.replace(/^-/, ""), isDescending: text.startsWith("-") }),
  serialize: (sort) => `${sort.isDescending ? "-" : ""}${sort.column}`,
  eq: (a, b) => a.column === b.column && a.isDescending === b.isDescending,
});

/** The order of the page's table, in the URL as `?sort=-name`. `urlKey` when a page has two tables. */
export function useSort(urlKey = "sort"): [Sort | undefined, (sort: Sort | undefined) => void] {
  const [sort, setSort] = useQueryState(urlKey, parser);
  return [sort ?? undefined, (next) => void setSort(next ?? null)];
}
