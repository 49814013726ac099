import type { ReactNode } from "react";

/** What a cell can be ordered by; null goes last in both directions. */
export type SortValue = string | number | bigint | null;

/** One column of a table, and one line of its card on a phone. */
export interface Column<T> {
  /** Stable: it is remembered with the chosen columns and stands in the URL when sorted by. */
  id: string;
  header: string;
  cell: (row: T) => ReactNode;
  /** Numbers and units align at the end. */
  align?: "start" | "end";
  /** A column with it can be sorted. For lists that come whole; a paged list is sorted by its server. */
  sortBy?: (row: T) => SortValue;
  /** On a phone: the card's first line (`title`), its right end (`mark`), a full line without label (`plain`), or left out (`none`). */
  card?: "title" | "mark" | "plain" | "none";
  /** Cannot be hidden by the person. The title column never can. */
  isFixed?: boolean;
  /** Shown only when the person asks for it. */
  isExtra?: boolean;
  /** A CSS width, for columns that would jump. */
  width?: string;
}

/** The order of a table: a column's id and a direction; undefined is the order of the rows as they came. */
export interface Sort {
  column: string;
  isDescending: boolean;
}

/** Ticked rows by their keys, for actions on many. */
export interface Selection {
  keys: ReadonlySet<string>;
  onChange: (keys: ReadonlySet<string>) => void;
}
