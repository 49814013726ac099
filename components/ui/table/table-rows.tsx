import { type RowContext, TableRow } from "./table-row.tsx";

/** Rows to draw, in order, and what they share. */
export interface RowsProps<T> extends RowContext<T> {
  rows: readonly T[];
  rowKey: (row: T, index: number) => string | number;
}

/** Every row. Tables of thousands draw `VirtualRows` instead. */
export function TableRows<T>({ rows, rowKey, ...shared }: RowsProps<T>) {
  return rows.map((row, index) => {
    const key = String(rowKey(row, index));
    return <TableRow key={key} row={row} rowKey={key} index={index} {...shared} />;
  });
}
