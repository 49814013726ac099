import type { Inventory } from "#lib/appliances/schema";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import { DataTable } from "../ui/table/data-table.tsx";
import { firstOf } from "./count-words.ts";

type Target = Inventory["scst"]["targets"][number];

const columns: Column<Target>[] = [
  { id: "iqn", header: "Target", card: "title", isFixed: true, cell: ({ iqn }) => iqn },
  {
    id: "enabled",
    header: "State",
    card: "mark",
    cell: ({ isEnabled }) => (isEnabled ? <StatusMark tone="ok">Enabled</StatusMark> : <StatusMark tone="warn">Disabled</StatusMark>),
  },
  {
    id: "luns",
    header: "LUNs",
    cell: ({ luns }) => (
      <>
        {luns.length}: {firstOf(luns.map(({ id, name }, index) => name ?? `LUN ${id ?? index}`))}
      </>
    ),
  },
  {
    id: "initiators",
    header: "Initiators",
    cell: ({ initiators }) => (
      <>
        {initiators.length}: {firstOf(initiators.map((initiator) => (typeof initiator === "string" ? initiator : initiator.iqn)))}
      </>
    ),
  },
];

/** SCST targets with what they offer, and to whom. */
export function ScstPanel({ targets }: { targets: readonly Target[] }) {
  return (
    <Panel title="SCST targets" note="What is offered over the network, and to whom" isFlush>
      <DataTable
        name="appliance-targets"
        label="targets"
        sortKey="targets"
        columns={columns}
        rows={targets}
        rowKey={({ iqn }) => iqn}
        empty={
          <EmptyState kind="nothing_yet" title="No SCST targets">
            The appliance reports none.
          </EmptyState>
        }
      />
    </Panel>
  );
}
