"use client";
import { useQuery } from "@tanstack/react-query";
import { parseAsBoolean, useQueryState } from "nuqs";
import { useMemo } from "react";
import { reputationQuery } from "#lib/telemetry/client";
import type { ReputationMatrix } from "#lib/telemetry/reputation-schema";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { CheckField } from "../ui/form/select-field.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { matrixFilter } from "./matrix-filter.ts";
import { matrixRows } from "./matrix-rows.ts";
import { ReputationMatrixTable } from "./reputation-matrix.tsx";
import { bannedBelow, reputationWords } from "./reputation-words.ts";

/** Reports come every half minute; the page looks twice as often. */
const refetchMs = 15_000;

/** `/admin/telemetry/reputation`: what nodes that tell it think of their peers. */
export function ReputationPage() {
  const [isKnown, setKnown] = useQueryState("known", parseAsBoolean.withDefault(true));
  const query = useQuery({ ...reputationQuery(matrixFilter(isKnown)), refetchInterval: refetchMs });
  return (
    <Stack>
      <PageHeader title="Reputation" note="What nodes say of their peers, in their newest report of the last five minutes" />
      <Panel
        title="Peers by reporting node"
        note={`Those in doubt first. Substrate bans a peer below ${reputationWords(bannedBelow)}`}
        isFlush
        actions={<CheckField label="Only nodes that report here" checked={isKnown} onChange={() => void setKnown(!isKnown)} />}
      >
        <QueryState query={query} what="the reputation" skeleton={<Skeleton height="20rem" />}>
          {(data) => <Shown data={data} />}
        </QueryState>
      </Panel>
    </Stack>
  );
}

function Shown({ data }: { data: ReputationMatrix }) {
  const matrix = useMemo(() => matrixRows(data), [data]);
  if (matrix.rows.length > 0) return <ReputationMatrixTable matrix={matrix} />;
  if (data.lastReportAt === null)
    return (
      <EmptyState kind="nothing_yet" title="No node reports reputation">
        Nodes that send system.network_state do; current versions no longer send it.
      </EmptyState>
    );
  return (
    <EmptyState kind="nothing_matches" title="No report in the last five minutes">
      The last one came <ExactTime at={data.lastReportAt} />.
    </EmptyState>
  );
}
