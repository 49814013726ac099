import type { ComponentHealth, HealthHistory } from "#lib/health/schema";
import { RelativeTime } from "../ui/relative-time.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import css from "./health.module.css";
import { HealthStrip } from "./health-strip.tsx";
import { componentTitle, severityOf, statusMarks } from "./health-words.ts";

/** `history` is undefined while it is not loaded. */
export function healthColumns(history: HealthHistory | undefined): Column<ComponentHealth>[] {
  return [
    {
      id: "component",
      header: "Component",
      card: "title",
      sortBy: ({ name }) => name,
      cell: ({ name, message }) => (
        <span className={css.component}>
          {componentTitle(name)}
          <span className={css.message}>{message}</span>
        </span>
      ),
    },
    {
      id: "state",
      header: "State",
      card: "mark",
      sortBy: ({ status }) => severityOf(status),
      cell: ({ status }) => <StatusMark tone={statusMarks[status].tone}>{statusMarks[status].word}</StatusMark>,
    },
    { id: "since", header: "Since", align: "end", cell: (component) => <Since component={component} history={history} /> },
    {
      id: "strip",
      header: "Last 24 hours",
      width: "16rem",
      cell: ({ name }) => (history ? <HealthStrip name={name} history={history} /> : <Skeleton height="1.5rem" />),
    },
    {
      id: "took",
      header: "Check took",
      align: "end",
      sortBy: ({ durationMs }) => durationMs,
      cell: ({ durationMs }) => `${Math.round(durationMs)} ms`,
    },
    { id: "checked", header: "Checked", align: "end", cell: ({ checkedAt }) => <RelativeTime at={checkedAt} /> },
  ];
}

/** The record follows within half a minute; until then it says something that is over. */
function Since({ component, history }: { component: ComponentHealth; history: HealthHistory | undefined }) {
  const recorded = history?.items.find(({ name }) => name === component.name);
  if (!recorded) return "–";
  return recorded.status === component.status ? <RelativeTime at={recorded.since} /> : "just now";
}
