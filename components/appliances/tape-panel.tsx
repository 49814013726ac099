import type { Inventory } from "#lib/appliances/schema";
import { ShareBar } from "../charts/share-bar.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import type { Column } from "../ui/table/column.ts";
import { DataTable } from "../ui/table/data-table.tsx";
import { countWords } from "./count-words.ts";

type Library = Inventory["tape"]["libraries"][number];

const occupied = ({ slots }: Library) => slots.filter(({ isOccupied, barcode }) => isOccupied ?? (barcode ?? null) !== null).length;

const columns: Column<{ library: Library; index: number }>[] = [
  {
    id: "library",
    header: "Library",
    card: "title",
    isFixed: true,
    cell: ({ library: { name, id }, index }) => name ?? id ?? `Library ${index + 1}`,
  },
  {
    id: "drives",
    header: "Drives",
    cell: ({ library: { drives } }) => `${drives.length}: ${countWords(drives.map(({ status }) => status ?? "state unknown"))}`,
  },
  { id: "slots", header: "Slots occupied", align: "end", cell: ({ library }) => `${occupied(library)} of ${library.slots.length}` },
  {
    id: "share",
    header: "Occupied",
    card: "plain",
    width: "20%",
    cell: ({ library }) => <ShareBar share={library.slots.length === 0 ? 0 : occupied(library) / library.slots.length} />,
  },
];

/** Tape libraries with their drives and slots. */
export function TapePanel({ libraries }: { libraries: readonly Library[] }) {
  return (
    <Panel title="Tape libraries" note="Drives and slots of real tape" isFlush>
      <DataTable
        name="appliance-tape"
        label="libraries"
        sortKey="tape"
        columns={columns}
        rows={libraries.map((library, index) => ({ library, index }))}
        rowKey={({ index }) => index}
        empty={
          <EmptyState kind="nothing_yet" title="No tape libraries">
            The appliance reports none.
          </EmptyState>
        }
      />
    </Panel>
  );
}
