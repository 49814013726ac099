"use client";
import { useState } from "react";
import type { ReportSummary } from "#lib/fleet/schema";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Panel } from "../ui/panel.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import { DataTable } from "../ui/table/data-table.tsx";
import { LoadMore } from "../ui/table/load-more.tsx";
import { Tag } from "../ui/tag.tsx";
import css from "./server-reports-panel.module.css";

const protocols = { uniproxy: "UniProxy", mod_mu: "mod_mu", native: "Native" } as const;
const named = 5;
const first = 6;

const columns: Column<ReportSummary>[] = [
  { id: "at", header: "Received", card: "title", cell: ({ receivedAt }) => <ExactTime at={receivedAt} /> },
  { id: "protocol", header: "Protocol", cell: ({ protocol }) => <Tag>{protocols[protocol]}</Tag> },
  { id: "lines", header: "Lines counted", align: "end", cell: ({ lineCount }) => lineCount },
  { id: "result", header: "Result", card: "mark", cell: (report) => <Result {...report} /> },
  { id: "rejected", header: "Rejected", width: "40%", cell: (report) => <Rejected {...report} /> },
];

/** The last reports with what was counted, what was a retry, and what was refused line by line. */
export function ServerReportsPanel({ reports }: { reports: readonly ReportSummary[] }) {
  const [isWhole, setWhole] = useState(false);
  const hasMore = !isWhole && reports.length > first;
  return (
    <Panel title="Last reports" note="A retry counts nothing again; good lines are kept when bad ones are rejected" isFlush>
      <DataTable
        name="server-reports"
        label="reports"
        columns={columns}
        rows={hasMore ? reports.slice(0, first) : reports}
        hasMore={hasMore}
        footer={<LoadMore hasMore={hasMore} isLoading={false} onMore={() => setWhole(true)} />}
        rowKey={({ id }) => id}
        sortKey="reportSort"
        empty={
          <EmptyState kind="nothing_yet" title="No reports yet">
            An idle node pushes nothing. Its first report of traffic appears here.
          </EmptyState>
        }
      />
    </Panel>
  );
}

function Result({ duplicateOf, rejectedCount }: ReportSummary) {
  if (duplicateOf !== null) return <StatusMark tone="unknown">Retry</StatusMark>;
  return rejectedCount > 0 ? <StatusMark tone="warn">Partly rejected</StatusMark> : <StatusMark tone="ok">Accepted</StatusMark>;
}

function Rejected({ rejected, rejectedCount }: ReportSummary) {
  if (rejectedCount === 0) return "–";
  return (
    <ul className={css.rejected}>
      {rejected.slice(0, named).map(({ index, code, detail }) => (
        <li key={`${index} ${code}`}>
          {index}: {detail}
        </li>
      ))}
      {rejectedCount > named && <li>and {rejectedCount - Math.min(named, rejected.length)} more</li>}
    </ul>
  );
}
