import type { ApplianceDetail } from "#lib/appliances/schema";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Panel } from "../ui/panel.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import { DataTable } from "../ui/table/data-table.tsx";
import { reasonWords, trendWords } from "./forecast-words.ts";
import { percentUsed } from "./percent-used.ts";
import { UsedShare } from "./used-share.tsx";

type Row = ApplianceDetail["repositories"][number];

const columns: Column<Row>[] = [
  { id: "name", header: "Repository", card: "title", isFixed: true, sortBy: ({ name }) => name.toLowerCase(), cell: ({ name }) => name },
  {
    id: "active",
    header: "Active",
    card: "mark",
    sortBy: ({ isActive }) => Number(isActive),
    cell: ({ isActive }) => (isActive ? <StatusMark tone="ok">Active</StatusMark> : <StatusMark tone="warn">Inactive</StatusMark>),
  },
  {
    id: "used",
    header: "Used",
    card: "plain",
    sortBy: ({ usedBytes, totalBytes }) => percentUsed(usedBytes, totalBytes),
    cell: (repository) => <UsedShare {...repository} />,
  },
  {
    id: "full",
    header: "Full on",
    sortBy: ({ forecast }) => forecast.fullAt,
    cell: ({ forecast }) =>
      forecast.reason === "filling" && forecast.fullAt ? <ExactTime at={forecast.fullAt} style="day" /> : reasonWords(forecast),
  },
  { id: "trend", header: "Trend", cell: ({ forecast }) => trendWords(forecast) || "–" },
  { id: "id", header: "Id", isExtra: true, cell: ({ id }) => id },
];

/** Repositories with how full they are and when they will be. */
export function RepositoriesPanel({ repositories }: { repositories: readonly Row[] }) {
  return (
    <Panel title="Repositories" note="A straight line through the last two weeks says when each is full" isFlush>
      <DataTable
        name="appliance-repositories"
        label="repositories"
        sortKey="repositories"
        columns={columns}
        rows={repositories}
        rowKey={({ id }) => id}
        empty={
          <EmptyState kind="nothing_yet" title="No repositories">
            The appliance reports none.
          </EmptyState>
        }
      />
    </Panel>
  );
}
