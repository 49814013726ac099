"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { healthHistoryQuery, healthQuery } from "#lib/health/client";
import type { ComponentHealth, HealthAnswer } from "#lib/health/schema";
import { formatDuration } from "#lib/universal/time-format";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { healthColumns } from "./health-columns.tsx";
import { overallWords, severityOf, statusMarks } from "./health-words.ts";

/** `/admin/health`: every component of this installation, how it is, since when, and how it was. */
export function HealthPage() {
  const query = useQuery(healthQuery());
  const history = useQuery(healthHistoryQuery(24));
  const columns = useMemo(() => healthColumns(history.data), [history.data]);
  return (
    <Stack>
      <PageHeader title="Health" note="The parts that this installation is made of and works with" />
      <QueryState query={query} what="the health of this installation" skeleton={<TableSkeleton columns={6} />}>
        {(health) => (
          <>
            <Overall health={health} />
            <Panel title="Components" note={noteOf(health)} isFlush>
              <DataTable
                name="health"
                label="components"
                columns={columns}
                rows={worstFirst(componentsOf(health))}
                rowKey={({ name }) => name}
                empty={
                  <EmptyState kind="nothing_yet" title="Only the status is told">
                    Who you are cannot be looked up now. The components appear here as soon as the database answers.
                  </EmptyState>
                }
              />
            </Panel>
          </>
        )}
      </QueryState>
    </Stack>
  );
}

function Overall({ health }: { health: HealthAnswer }) {
  if (!("components" in health)) return <Notice tone="bad" title={statusMarks[health.status].word} />;
  const { tone, title } = overallWords(health.components);
  return <Notice tone={tone} title={title} />;
}

function componentsOf(health: HealthAnswer): readonly ComponentHealth[] {
  return "components" in health ? health.components : [];
}

function worstFirst(components: readonly ComponentHealth[]): ComponentHealth[] {
  return [...components].sort((a, b) => severityOf(a.status) - severityOf(b.status));
}

function noteOf(health: HealthAnswer): string {
  const looked = "Looked at every 10 s by the process that answers; the strips are recorded every 30 s";
  return "components" in health ? `${looked}. Version ${health.version}, up ${formatDuration(health.uptimeSeconds * 1000)}` : looked;
}
