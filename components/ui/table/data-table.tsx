"use client";
import { useRouter } from "next/navigation";
import { type ComponentType, type ReactNode, useCallback, useMemo } from "react";
import { classNames } from "../class-names.ts";
import type { Column, Selection } from "./column.ts";
import { keyedRow, pressedRow } from "./row-events.ts";
import { sortRows } from "./sort-rows.ts";
import css from "./table.module.css";
import { TableHead } from "./table-head.tsx";
import type { Stripe } from "./table-row.tsx";
import { type RowsProps, TableRows } from "./table-rows.tsx";
import { TableToolbar } from "./table-toolbar.tsx";
import { useHiddenColumns } from "./use-hidden-columns.ts";
import { useSort } from "./use-sort.ts";

interface DataTableProps<T> {
  /** Unique in the product: chosen columns are remembered under it. */
  name: string;
  /** What the rows are, for screen readers and the row count: `servers`. */
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T, index: number) => string | number;
  /** The page of a row: the whole row opens it, Enter too. The title cell should hold the link itself. */
  rowHref?: (row: T) => string;
  /** Instead of a page: opens a drawer. */
  onRowOpen?: (row: T) => void;
  /** A stripe at the row's start for how bad it is; its word stands in a column. */
  rowStripe?: (row: T) => Stripe | undefined;
  /** How many there are beyond those loaded. */
  total?: number | undefined;
  hasMore?: boolean;
  /** Search field and filters, at the start of the toolbar. */
  filters?: ReactNode;
  /** Where the CSV of exactly these filters is. */
  exportHref?: string;
  /** Old rows while new ones load. */
  isStale?: boolean;
  selection?: Selection;
  /** Shown instead of rows when there are none: say which of the three kinds of empty it is. */
  empty: ReactNode;
  /** `LoadMore` or nothing. */
  footer?: ReactNode;
  sortKey?: string;
  /** `VirtualRows` for thousands of rows, from its own file so that other pages do not load it. */
  rowsAs?: ComponentType<RowsProps<T>>;
}

/**
 * A table of record: sticky header, sort in the URL, remembered columns, row count, export, arrow keys between rows,
 * cards under 640 px. Put it in `<Panel isFlush>`; draw `<TableSkeleton>` while loading.
 */
export function DataTable<T>(props: DataTableProps<T>) {
  const { columns, rows, rowKey, rowHref, onRowOpen, rowStripe, selection, rowsAs: Rows = TableRows } = props;
  const router = useRouter();
  const [sort, setSort] = useSort(props.sortKey);
  const { hidden, toggle } = useHiddenColumns(props.name, columns);
  const shown = useMemo(() => columns.filter((column) => !hidden.has(column.id)), [columns, hidden]);
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);
  const keyOf = (row: T, index: number) => String(rowKey(row, index));
  const canOpen = rowHref !== undefined || onRowOpen !== undefined;
  const open = (key: string | undefined) => {
    const row = key === undefined ? undefined : sorted.find((each, index) => keyOf(each, index) === key);
    if (row === undefined) return;
    if (rowHref) router.push(rowHref(row));
    else onRowOpen?.(row);
  };
  const { keys: ticked, onChange: onTicked } = selection ?? {};
  const tick = useCallback((key: string) => ticked && onTicked?.(toggled(ticked, key)), [ticked, onTicked]);

  return (
    <>
      <TableToolbar {...props} shownCount={rows.length} hidden={hidden} onToggleColumn={toggle} />
      {rows.length === 0 ? (
        props.empty
      ) : (
        <div className={classNames(css.scroll, props.isStale && css.stale)}>
          {/* Explicit roles: CSS turns the rows into cards on a phone, which would take the table's meaning away. */}
          {/* biome-ignore-start lint/a11y/noRedundantRoles: see above */}
          <table
            className={css.table}
            role="table"
            aria-label={props.label}
            aria-rowcount={props.rowsAs && sorted.length + 1}
            aria-busy={props.isStale || undefined}
          >
            <TableHead columns={shown} sort={sort} onSort={setSort} selection={selection} allKeys={() => sorted.map(keyOf)} />
            <tbody
              role="rowgroup"
              onClick={canOpen ? (event) => open(pressedRow(event)) : undefined}
              onKeyDown={canOpen ? (event) => open(keyedRow(event)) : undefined}
            >
              <Rows rows={sorted} rowKey={rowKey} columns={shown} canOpen={canOpen} rowStripe={rowStripe} ticked={ticked} tick={tick} />
            </tbody>
          </table>
          {/* biome-ignore-end lint/a11y/noRedundantRoles: see above */}
        </div>
      )}
      {props.footer}
    </>
  );
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}
