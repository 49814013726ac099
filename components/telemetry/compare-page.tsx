"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { BenchmarkComparison, BenchmarkDetail } from "#lib/telemetry/benchmark-schema";
import { benchmarkComparisonQuery } from "#lib/telemetry/client";
import { formatDuration } from "#lib/universal/time-format";
import { Facts } from "../admin/facts.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Grid, Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { benchmarkName } from "./benchmark-name.ts";
import { comparedEventColumns, comparedTargetColumns } from "./compare-columns.tsx";
import { hostFacts } from "./host-facts.tsx";

/** `/admin/telemetry/benchmarks/compare?a=&b=`: two runs side by side, over their events and the nodes' profiles. */
export function ComparePage({ a, b }: { a: number; b: number }) {
  const query = useQuery(benchmarkComparisonQuery(a, b));
  return (
    <QueryState query={query} what="the two runs" skeleton={<Skeleton height="30rem" />}>
      {(comparison) => <Shown comparison={comparison} />}
    </QueryState>
  );
}

function Shown({ comparison: { a, b, events, targets } }: { comparison: BenchmarkComparison }) {
  return (
    <Stack>
      <PageHeader
        title={`${benchmarkName(a)} and ${benchmarkName(b)}`}
        back={{ href: "/admin/telemetry/benchmarks", label: "Benchmarks" }}
        note="What the second run (B) took, beside the first (A)"
      />
      <Grid columns={2} isSingleOnPhone>
        <RunPanel letter="A" run={a} />
        <RunPanel letter="B" run={b} />
      </Grid>
      <Panel title="Events" note="After the start of each run" isFlush>
        <DataTable
          name="telemetry-compared-events"
          label="events"
          columns={comparedEventColumns}
          rows={events}
          rowKey={({ name, phase, nth }) => `${name}\n${phase}\n${nth}`}
          sortKey="events"
          empty={<EmptyState kind="nothing_yet" title="Neither run has events" />}
        />
      </Panel>
      <Panel title="Profile" note="Of tracing.profiling between start and end, by target and name" isFlush>
        <DataTable
          name="telemetry-compared-targets"
          label="calls"
          columns={comparedTargetColumns}
          rows={targets}
          rowKey={({ target, name }) => `${target}\n${name}`}
          sortKey="profile"
          empty={<EmptyState kind="nothing_yet" title="No node was being profiled in either run" />}
        />
      </Panel>
    </Stack>
  );
}

function RunPanel({ letter, run }: { letter: string; run: BenchmarkDetail }) {
  const { id, startAt, endAt, hostSystem } = run;
  return (
    <Panel title={<Link href={`/admin/telemetry/benchmarks/${id}`}>{`${letter}: ${benchmarkName(run)}`}</Link>}>
      <Facts
        items={[
          ["Began", <ExactTime key="began" at={startAt} />],
          ["Lasted", formatDuration(Date.parse(endAt) - Date.parse(startAt))],
          ...hostFacts(hostSystem).filter(([name]) => name !== "Id"),
        ]}
      />
    </Panel>
  );
}
