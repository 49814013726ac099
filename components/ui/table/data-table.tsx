"use client";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useMemo } from "react";
import { classNames } from "../class-names.ts";
import type { Column, Selection } from "./column.ts";
import { sortRows } from "./sort-rows.ts";
import css from "./table.module.css";
import { TableHead } from "./table-head.tsx";
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
  rowStripe?: (row: T) => "critical" | "warning" | "info" | undefined;
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
}

/**
 * A table of record: sticky header, sort in the URL, remembered columns, row count, export, arrow keys between rows,
 * cards under 640 px. Put it in `<Panel isFlush>`; draw `<TableSkeleton>` while loading.
 */
export function DataTable<T>(props: DataTableProps<T>) {
  const { columns, rows, rowKey, rowHref, onRowOpen, rowStripe, selection } = props;
  const router = useRouter();
  const [sort, setSort] = useSort(props.sortKey);
  const { hidden, toggle } = useHiddenColumns(props.name, columns);
  const shown = useMemo(() => columns.filter((column) => !hidden.has(column.id)), [columns, hidden]);
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);
  const canOpen = rowHref !== undefined || onRowOpen !== undefined;
  const open = (row: T) => (rowHref ? router.push(rowHref(row)) : onRowOpen?.(row));

  return (
    <>
      <TableToolbar {...props} shownCount={rows.length} hidden={hidden} onToggleColumn={toggle} />
      {rows.length === 0 ? (
        props.empty
      ) : (
        <div className={classNames(css.scroll, props.isStale && css.stale)}>
          {/* Explicit roles: CSS turns the rows into cards on a phone, which would take the table's meaning away. */}
          {/* biome-ignore-start lint/a11y/noRedundantRoles: see above */}
          <table className={css.table} role="table" aria-label={props.label} aria-busy={props.isStale || undefined}>
            <TableHead
              columns={shown}
              sort={sort}
              onSort={setSort}
              selection={selection}
              allKeys={() => sorted.map((row, index) => String(rowKey(row, index)))}
            />
            <tbody role="rowgroup">
              {sorted.map((row, index) => {
                const key = String(rowKey(row, index));
                return (
                  <tr
                    key={key}
                    role="row"
                    data-row-key={key}
                    data-stripe={rowStripe?.(row)}
                    className={classNames(css.row, canOpen && css.opens)}
                    tabIndex={canOpen ? (index === 0 ? 0 : -1) : undefined}
                    onClick={canOpen ? (event) => isPlainPress(event) && open(row) : undefined}
                    onKeyDown={canOpen ? (event) => onRowKey(event, () => open(row)) : undefined}
                  >
                    {selection && (
                      <td role="cell" className={classNames(css.cell, css.check)} data-card="none">
                        <input
                          type="checkbox"
                          className={css.checkbox}
                          aria-label={`Select row ${index + 1}`}
                          checked={selection.keys.has(key)}
                          onChange={() => selection.onChange(toggled(selection.keys, key))}
                        />
                      </td>
                    )}
                    {shown.map((column) => (
                      <td
                        key={column.id}
                        role="cell"
                        className={classNames(css.cell, column.align === "end" && css.end, column.card === "title" && css.title)}
                        data-label={column.header}
                        data-card={column.card}
                      >
                        {column.cell(row)}
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
          {/* biome-ignore-end lint/a11y/noRedundantRoles: see above */}
        </div>
      )}
      {props.footer}
    </>
  );
}

/** A press on the row itself: not on a control in it, not while selecting text, not with a modifier. */
function isPlainPress(event: MouseEvent<HTMLElement>): boolean {
  if (event.metaKey || event.ctrlKey || event.shiftKey || window.getSelection()?.toString()) return false;
  return !(event.target as Element).closest("a, button, input, label, select, [popover]");
}

function onRowKey(event: KeyboardEvent<HTMLTableRowElement>, open: () => void): void {
  if (event.target !== event.currentTarget) return;
  if (event.key === "Enter") {
    // Else the same key presses the first button of the drawer that opens: its close button.
    event.preventDefault();
    open();
  }
  const next =
    event.key === "ArrowDown"
      ? event.currentTarget.nextElementSibling
      : event.key === "ArrowUp"
        ? event.currentTarget.previousElementSibling
        : null;
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  event.currentTarget.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}
