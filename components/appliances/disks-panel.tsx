import type { Inventory } from "#lib/appliances/schema";
import { BytesText } from "../ui/bytes-text.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import type { Column } from "../ui/table/column.ts";
import { DataTable } from "../ui/table/data-table.tsx";

type Disk = Inventory["disks"][number];

const columns: Column<{ disk: Disk; index: number }>[] = [
  {
    id: "disk",
    header: "Disk",
    card: "title",
    isFixed: true,
    cell: ({ disk: { name, id }, index }) => name ?? id ?? `Disk ${index + 1}`,
  },
  { id: "size", header: "Size", align: "end", cell: ({ disk: { sizeBytes } }) => (sizeBytes ? <BytesText bytes={sizeBytes} /> : "–") },
  { id: "status", header: "Says of itself", card: "mark", cell: ({ disk: { status } }) => status ?? "nothing" },
];

/** Disks as the appliance names them; its words for their state are its own. */
export function DisksPanel({ disks }: { disks: readonly Disk[] }) {
  return (
    <Panel title="Disks" note="In the appliance's own words" isFlush>
      <DataTable
        name="appliance-disks"
        label="disks"
        sortKey="disks"
        columns={columns}
        rows={disks.map((disk, index) => ({ disk, index }))}
        rowKey={({ index }) => index}
        empty={
          <EmptyState kind="nothing_yet" title="No disks">
            The appliance reports none.
          </EmptyState>
        }
      />
    </Panel>
  );
}
