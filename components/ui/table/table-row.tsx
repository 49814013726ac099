import { memo } from "react";
import { classNames } from "../class-names.ts";
import type { Column } from "./column.ts";
import css from "./table.module.css";

export type Stripe = "critical" | "warning" | "info";

/** What every row of a table shares. */
export interface RowContext<T> {
  columns: readonly Column<T>[];
  /** A press on a row or Enter opens it (`row-events.ts`). */
  canOpen: boolean;
  rowStripe: ((row: T) => Stripe | undefined) | undefined;
  /** Keys of the ticked rows; undefined: rows of this table cannot be ticked. */
  ticked: ReadonlySet<string> | undefined;
  tick: (rowKey: string) => void;
}

interface TableRowProps<T> extends RowContext<T> {
  row: T;
  rowKey: string;
  /** Its place among all rows, also those that are not drawn. */
  index: number;
  /** Set where not all rows are drawn: a screen reader is told the place, and the row is measured. */
  measure?: (row: HTMLTableRowElement | null) => void;
}

/** One row. What it takes from what all share is worked out here, so that a tick or an event draws the rows that it concerns. */
export function TableRow<T>({ rowStripe, ticked, ...props }: TableRowProps<T>) {
  return <Row {...props} stripe={rowStripe?.(props.row)} isTicked={ticked?.has(props.rowKey)} />;
}

interface RowProps<T> extends Omit<TableRowProps<T>, "rowStripe" | "ticked"> {
  stripe: Stripe | undefined;
  isTicked: boolean | undefined;
}

function DrawnRow<T>({ row, rowKey, index, columns, canOpen, stripe, isTicked, tick, measure }: RowProps<T>) {
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: CSS makes cards of it on a phone, which would take the meaning away
    <tr
      role="row"
      data-row-key={rowKey}
      data-stripe={stripe}
      ref={measure}
      data-index={measure && index}
      aria-rowindex={measure && index + 2}
      className={classNames(css.row, canOpen && css.opens)}
      tabIndex={canOpen ? (index === 0 ? 0 : -1) : undefined}
    >
      {isTicked !== undefined && (
        <td role="cell" className={classNames(css.cell, css.check)} data-card="check">
          <input
            type="checkbox"
            className={css.checkbox}
            aria-label={`Select row ${index + 1}`}
            checked={isTicked}
            onChange={() => tick(rowKey)}
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

/** Drawn again only when something of its own is another one. */
const Row = memo(DrawnRow) as typeof DrawnRow;
