"use client";
import { IconPencil, IconTrash } from "@tabler/icons-react";
import type { MaintenanceWindowView } from "#lib/alerting/schema";
import { Button } from "../ui/button.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Row } from "../ui/layout.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { StatusMark, type Tone } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";

const marks: Record<MaintenanceWindowView["state"], { tone: Tone; word: string }> = {
  active: { tone: "warn", word: "On now" },
  planned: { tone: "ok", word: "Planned" },
  over: { tone: "unknown", word: "Over" },
  disabled: { tone: "unknown", word: "Switched off" },
};

interface Actions {
  onEdit: (window: MaintenanceWindowView) => void;
  onDelete: (window: MaintenanceWindowView) => void;
}

/** Without `actions` the person may only look. */
export function windowColumns(actions: Actions | undefined): Column<MaintenanceWindowView>[] {
  const columns: Column<MaintenanceWindowView>[] = [
    { id: "name", header: "Name", card: "title", cell: ({ name }) => name },
    {
      id: "state",
      header: "State",
      card: "mark",
      cell: ({ state }) => <StatusMark tone={marks[state].tone}>{marks[state].word}</StatusMark>,
    },
    { id: "when", header: "When", cell: ({ scheduleWords }) => scheduleWords },
    { id: "words", header: "Mutes", cell: ({ words }) => words },
    { id: "mutes", header: "Mutes now", align: "end", cell: ({ mutedCount }) => mutedCount.toLocaleString("en") },
    { id: "next", header: "Next", align: "end", cell: ({ next, isEnabled }) => <NextOccurrences spans={isEnabled ? next : []} /> },
    { id: "by", header: "By", isExtra: true, cell: ({ createdBy }) => createdBy },
  ];
  if (!actions) return columns;
  return [
    ...columns,
    {
      id: "actions",
      header: "Actions",
      align: "end",
      card: "plain",
      isFixed: true,
      cell: (window) => (
        <Row isOneLine>
          <Button isSmall variant="subtle" icon={<IconPencil aria-hidden="true" />} onClick={() => actions.onEdit(window)}>
            Edit
          </Button>
          <Button isSmall variant="subtle" icon={<IconTrash aria-hidden="true" />} onClick={() => actions.onDelete(window)}>
            Delete
          </Button>
        </Row>
      ),
    },
  ];
}

/** The one that is on or comes first, and the two after it. */
function NextOccurrences({ spans }: { spans: MaintenanceWindowView["next"] }) {
  const [first, ...others] = spans;
  if (!first) return <>–</>;
  return (
    <span>
      <ExactTime at={first.from} style="minute" /> · <RelativeTime at={first.from} />
      {others.slice(0, 2).map(({ from }) => (
        <span key={from}>
          <br />
          <ExactTime at={from} style="minute" />
        </span>
      ))}
    </span>
  );
}
