"use client";
import { useQuery } from "@tanstack/react-query";
import type { BenchmarkDetail } from "#lib/telemetry/benchmark-schema";
import { benchmarkEventsQuery, benchmarkQuery, benchmarkTargetsQuery } from "#lib/telemetry/client";
import { formatDuration } from "#lib/universal/time-format";
import { Facts } from "../admin/facts.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Grid, Row, Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { Tag } from "../ui/tag.tsx";
import { benchmarkName } from "./benchmark-name.ts";
import { hostFacts } from "./host-facts.tsx";
import { JsonPanel } from "./json-panel.tsx";
import { durationWords } from "./node-words.ts";

/** `/admin/telemetry/benchmarks/[id]`: one run, its phases and what was measured in it. */
export function BenchmarkPage({ id }: { id: number }) {
  const query = useQuery(benchmarkQuery(id));
  return (
    <QueryState query={query} what="the benchmark" skeleton={<Skeleton height="30rem" />}>
      {(benchmark) => <Shown benchmark={benchmark} />}
    </QueryState>
  );
}

function Shown({ benchmark }: { benchmark: BenchmarkDetail }) {
  const { id, startAt, endAt, hostSystem } = benchmark;
  const events = useQuery(benchmarkEventsQuery(id));
  const targets = useQuery(benchmarkTargetsQuery(id));
  return (
    <Stack>
      <PageHeader
        title={benchmarkName(benchmark)}
        back={{ href: "/admin/telemetry/benchmarks", label: "Benchmarks" }}
        note={
          <>
            <ExactTime at={startAt} />, {formatDuration(Date.parse(endAt) - Date.parse(startAt))}
          </>
        }
      />
      <Panel title="Events" note="In order, from the start of the run" isFlush>
        <QueryState query={events} what="the events" skeleton={<TableSkeleton columns={4} rows={4} />}>
          {({ items }) => (
            <DataTable
              name="telemetry-benchmark-events"
              label="events"
              rows={items}
              rowKey={(event) => event.id}
              columns={[
                { id: "name", header: "Event", card: "title", cell: ({ name }) => name },
                { id: "phase", header: "Phase", cell: ({ phase }) => <Tag>{phase}</Tag> },
                {
                  id: "offset",
                  header: "After start",
                  align: "end",
                  cell: ({ at }) => durationWords(Date.parse(at) - Date.parse(startAt)),
                },
                { id: "at", header: "At", align: "end", cell: ({ at }) => <ExactTime at={at} style="millisecond" /> },
              ]}
              empty={<EmptyState kind="nothing_yet" title="No events" />}
            />
          )}
        </QueryState>
      </Panel>
      <Grid columns={2} isSingleOnPhone>
        <Panel title="Host system">
          <Facts items={hostFacts(hostSystem)} />
        </Panel>
        <Panel title="Targets" note="Profiled by any node between start and end">
          <QueryState query={targets} what="the targets" skeleton={<Skeleton height="4rem" />}>
            {({ items }) =>
              items.length === 0 ? (
                <EmptyState kind="nothing_yet" title="No node was being profiled" />
              ) : (
                <Row>
                  {items.map(({ target }) => (
                    <Tag key={target}>{target}</Tag>
                  ))}
                </Row>
              )
            }
          </QueryState>
        </Panel>
        <JsonPanel title="Chain" value={benchmark.chainSpec} />
        <JsonPanel title="What was run" value={benchmark.benchmarkSpec} />
        <JsonPanel title="Set-up" value={benchmark.setup} />
      </Grid>
    </Stack>
  );
}
