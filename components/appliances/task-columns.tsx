import type { Task } from "#lib/appliances/schema";
import { ShareBar } from "../charts/share-bar.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import type { Column } from "../ui/table/column.ts";
import { Tag } from "../ui/tag.tsx";
import { TaskMark } from "./appliance-marks.tsx";

export const taskColumns: Column<Task>[] = [
  { id: "name", header: "Task", card: "title", isFixed: true, cell: ({ name }) => name },
  { id: "status", header: "Status", card: "mark", cell: ({ status }) => <TaskMark status={status} /> },
  { id: "kind", header: "Kind", cell: ({ kind }) => <Tag>{kind}</Tag> },
  {
    id: "progress",
    header: "Progress",
    width: "12%",
    cell: ({ progressPercent }) =>
      progressPercent === null ? (
        "–"
      ) : (
        <>
          {Math.round(progressPercent)} %
          <ShareBar share={progressPercent / 100} />
        </>
      ),
  },
  { id: "started", header: "Started", cell: ({ startedAt }) => (startedAt ? <ExactTime at={startedAt} /> : "not yet") },
  { id: "ended", header: "Ended", cell: ({ endedAt }) => (endedAt ? <ExactTime at={endedAt} /> : "–") },
  { id: "message", header: "Message", cell: ({ message }) => message || "–" },
  { id: "id", header: "Id", isExtra: true, cell: ({ id }) => id },
];
