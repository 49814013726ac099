"use client";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import type { Column } from "../ui/table/column.ts";
import { DataTable } from "../ui/table/data-table.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";

interface TopPanelProps<T> {
  title: string;
  /** `users`, `nodes`: the table's name, label and key of its order in the URL. */
  what: string;
  columns: readonly Column<T>[];
  /** Undefined while they are loaded; a failure is told by the chart above. */
  rows: readonly T[] | undefined;
  rowKey: (row: T) => string | number;
}

/** Those who moved most in the range, most billed first. */
export function TopPanel<T>({ title, what, columns, rows, rowKey }: TopPanelProps<T>) {
  return (
    <Panel title={title} note="By billed traffic in the range" isFlush>
      {rows === undefined ? (
        <TableSkeleton rows={5} columns={4} />
      ) : (
        <DataTable
          name={`top-${what}`}
          label={what}
          columns={columns}
          rows={rows}
          rowKey={rowKey}
          sortKey={`${what}Sort`}
          empty={
            <EmptyState kind="nothing_matches" title="No traffic in this range">
              Nothing was reported between these times.
            </EmptyState>
          }
        />
      )}
    </Panel>
  );
}
