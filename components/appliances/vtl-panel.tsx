import type { Inventory } from "#lib/appliances/schema";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import { DataTable } from "../ui/table/data-table.tsx";
import { countWords, firstOf } from "./count-words.ts";

type Library = Inventory["vtl"]["libraries"][number];

const columns: Column<{ library: Library; index: number }>[] = [
  {
    id: "library",
    header: "Library",
    card: "title",
    isFixed: true,
    cell: ({ library: { name, id }, index }) => name ?? id ?? `Library ${index + 1}`,
  },
  {
    id: "state",
    header: "State",
    card: "mark",
    cell: ({ library: { drives } }) => {
      const failed = drives.filter(({ status }) => status === "error").length;
      if (failed > 0) return <StatusMark tone="bad">{failed === 1 ? "1 drive failed" : `${failed} drives failed`}</StatusMark>;
      return drives.length === 0 ? <StatusMark tone="unknown">No drives</StatusMark> : <StatusMark tone="ok">Drives well</StatusMark>;
    },
  },
  {
    id: "drives",
    header: "Drives",
    cell: ({ library: { drives } }) => `${drives.length}: ${countWords(drives.map(({ status }) => status))}`,
  },
  {
    id: "tapes",
    header: "Tapes",
    cell: ({ library: { tapes } }) => `${tapes.length}: ${countWords(tapes.map(({ status }) => status))}`,
  },
  {
    id: "loaded",
    header: "In drives",
    cell: ({ library: { tapes } }) => firstOf(tapes.filter(({ status }) => status === "in_drive").map(({ barcode }) => barcode)),
  },
];

/** Virtual tape libraries with their drives and tapes. */
export function VtlPanel({ libraries }: { libraries: readonly Library[] }) {
  return (
    <Panel title="Virtual tape libraries" note="Drives and tapes that are files" isFlush>
      <DataTable
        name="appliance-vtl"
        label="virtual libraries"
        sortKey="vtl"
        columns={columns}
        rows={libraries.map((library, index) => ({ library, index }))}
        rowKey={({ index }) => index}
        empty={
          <EmptyState kind="nothing_yet" title="No virtual tape libraries">
            The appliance reports none.
          </EmptyState>
        }
      />
    </Panel>
  );
}
