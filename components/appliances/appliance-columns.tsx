import Link from "next/link";
import type { Appliance } from "#lib/appliances/schema";
import { ExactTime } from "../ui/exact-time.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import { ApplianceMark } from "./appliance-marks.tsx";
import { UsedShare } from "./used-share.tsx";

export const applianceColumns: Column<Appliance>[] = [
  {
    id: "name",
    header: "Appliance",
    card: "title",
    isFixed: true,
    cell: ({ id, name }) => <Link href={`/admin/appliances/${id}`}>{name}</Link>,
  },
  { id: "state", header: "State", card: "mark", cell: ({ state }) => <ApplianceMark state={state} /> },
  { id: "used", header: "Used", card: "plain", cell: (appliance) => <UsedShare {...appliance} /> },
  { id: "repositories", header: "Repositories", align: "end", cell: ({ repositoryCount }) => repositoryCount },
  {
    id: "full",
    header: "First full",
    cell: ({ nextFull }) =>
      nextFull ? (
        <>
          {nextFull.name}, <ExactTime at={nextFull.fullAt} style="day" />
        </>
      ) : (
        "not foreseen"
      ),
  },
  { id: "open", header: "Tasks open", align: "end", cell: ({ openTasks }) => openTasks },
  {
    id: "failed",
    header: "Failed in 24 h",
    align: "end",
    cell: ({ failedTasks }) => (failedTasks === 0 ? 0 : <StatusMark tone="bad">{failedTasks}</StatusMark>),
  },
  { id: "report", header: "Last report", align: "end", cell: ({ lastReportAt }) => <RelativeTime at={lastReportAt} /> },
];
