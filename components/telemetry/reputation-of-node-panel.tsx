"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { peerReputationQuery } from "#lib/telemetry/client";
import type { PeerReputation } from "#lib/telemetry/reputation-schema";
import { CopyId } from "../ui/copy-id.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import type { RangeState } from "../ui/range/use-range.ts";
import { StatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import { DataTable } from "../ui/table/data-table.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { instantsOf } from "./history-range.ts";
import { countWords, notTold } from "./node-words.ts";
import { ReputationSteps } from "./reputation-steps.tsx";
import { reputationTone, reputationWords } from "./reputation-words.ts";

type Reporter = PeerReputation["reporters"][number];

function columnsOf({ from, to }: PeerReputation): Column<Reporter>[] {
  return [
    {
      id: "reporter",
      header: "Reported by",
      card: "title",
      sortBy: ({ reporterName, reportingPeer }) => reporterName ?? reportingPeer,
      cell: ({ reporterName, reportingPeer }) =>
        reporterName === null ? (
          <CopyId id={reportingPeer} what="peer id" />
        ) : (
          <Link href={`/admin/telemetry/nodes/${encodeURIComponent(reportingPeer)}`}>{reporterName}</Link>
        ),
    },
    {
      id: "now",
      header: "Reputation",
      align: "end",
      card: "mark",
      sortBy: ({ now }) => now?.reputation ?? null,
      cell: ({ now }) =>
        now === null ? notTold : <StatusMark tone={reputationTone(now.reputation)}>{reputationWords(now.reputation)}</StatusMark>,
    },
    { id: "connected", header: "Connected", cell: ({ now }) => (now === null ? notTold : now.connected ? "yes" : "no") },
    { id: "ts", header: "Told", cell: ({ now }) => (now === null ? notTold : <ExactTime at={now.ts} style="minute" />) },
    {
      id: "changes",
      header: "Changes",
      align: "end",
      sortBy: ({ history }) => history.length,
      cell: ({ history }) => countWords(history.length),
    },
    {
      id: "steps",
      header: "In this range",
      card: "none",
      cell: ({ history }) => <ReputationSteps history={history} from={from} to={to} />,
    },
  ];
}

/** What other nodes say of this one, now and over time. */
export function ReputationOfNodePanel({ peerId, state }: { peerId: string; state: RangeState }) {
  const query = useQuery(peerReputationQuery(peerId, instantsOf(state.range)));
  return (
    <Panel title="Reputation" note="What other nodes say of it" isFlush>
      <QueryState query={query} what="the reputation" skeleton={<TableSkeleton columns={6} rows={3} />}>
        {(data) => (
          <DataTable
            name="telemetry-peer-reputation"
            label="reporters"
            sortKey="reputation"
            columns={columnsOf(data)}
            rows={data.reporters}
            rowKey={({ reportingPeer }) => reportingPeer}
            isStale={query.isPlaceholderData}
            empty={
              <EmptyState kind="nothing_yet" title="No node reports its reputation">
                Only old nodes tell what they think of others; current ones no longer do.
              </EmptyState>
            }
          />
        )}
      </QueryState>
    </Panel>
  );
}
