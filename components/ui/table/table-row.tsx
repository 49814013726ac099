import { type KeyboardEvent, type MouseEvent, memo } from "react";
import { classNames } from "../class-names.ts";
import type { Column, Selection } from "./column.ts";
import css from "./table.module.css";

/** What every row of a table shares. */
export interface RowContext<T> {
  columns: readonly Column<T>[];
  /** What a press on the row or Enter opens; undefined: nothing. */
  open: ((row: T) => void) | undefined;
  rowStripe: ((row: T) => "critical" | "warning" | "info" | undefined) | undefined;
  selection: Selection | undefined;
}

interface TableRowProps<T> extends RowContext<T> {
  row: T;
  rowKey: string;
  /** Its place among all rows, also those that are not drawn. */
  index: number;
  /** Set where not all rows are drawn: a screen reader is told the place, and the row is measured. */
  measure?: (row: HTMLTableRowElement | null) => void;
}

function Row<T>({ row, rowKey, index, columns, open, rowStripe, selection, measure }: TableRowProps<T>) {
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: CSS makes cards of it on a phone, which would take the meaning away
    <tr
      role="row"
      data-row-key={rowKey}
      data-stripe={rowStripe?.(row)}
      ref={measure}
      data-index={measure && index}
      aria-rowindex={measure && index + 2}
      className={classNames(css.row, open && css.opens)}
      tabIndex={open ? (index === 0 ? 0 : -1) : undefined}
      onClick={open ? (event) => isPlainPress(event) && open(row) : undefined}
      onKeyDown={open ? (event) => onRowKey(event, () => open(row)) : undefined}
    >
      {selection && (
        <td role="cell" className={classNames(css.cell, css.check)} data-card="none">
          <input
            type="checkbox"
            className={css.checkbox}
            aria-label={`Select row ${index + 1}`}
            checked={selection.keys.has(rowKey)}
            onChange={() => selection.onChange(toggled(selection.keys, rowKey))}
          />
        </td>
      )}
      {columns.map((column) => (
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
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  );
}

/** Drawn again only when its row, or what all rows share, is another one. */
export const TableRow = memo(Row) as typeof Row;

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
  if (!(next instanceof HTMLElement) || next.dataset.rowKey === undefined) return;
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
