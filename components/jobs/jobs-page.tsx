"use client";
import { useQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { jobsQuery } from "#lib/jobs/client";
import { lazyDialog } from "../ui/dialog/lazy-dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Stack } from "../ui/layout.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { DataTable } from "../ui/table/data-table.tsx";
import { SearchField, useSearchText } from "../ui/table/search-field.tsx";
import { TableSkeleton } from "../ui/table/table-skeleton.tsx";
import { jobColumns } from "./job-columns.tsx";
import { JobTiles } from "./job-tiles.tsx";
import { troubledStates } from "./job-words.ts";

const JobDrawer = lazyDialog(
  () => import("./job-drawer.tsx").then((module) => module.JobDrawer),
  ({ name }) => name !== null,
);
const shown = [
  { value: "all", label: "All" },
  { value: "troubled", label: "Need a look" },
] as const;
const urlParams = {
  job: parseAsString.withOptions({ history: "push" }),
  run: parseAsString,
  status: parseAsString,
  show: parseAsStringLiteral(["all", "troubled"]).withDefault("all"),
};

/** `/admin/jobs`: everything that happens by the clock, how it went, and a run now. The open job stands in the URL. */
export function JobsPage({ canWrite }: { canWrite: boolean }) {
  const query = useQuery(jobsQuery());
  const text = useSearchText().trim().toLowerCase();
  const [{ job, show }, setUrl] = useQueryStates(urlParams);
  const close = () => void setUrl({ job: null, run: null, status: null });
  return (
    <Stack>
      <PageHeader title="Jobs" note="What happens by the clock: when, how it went, what comes next" />
      <QueryState query={query} what="the jobs" skeleton={<TableSkeleton columns={8} />}>
        {(data) => (
          <>
            <JobTiles data={data} />
            <Panel title="Scheduled jobs" note="Looked at every 10 s; times of the schedule are UTC" isFlush>
              <DataTable
                name="jobs"
                label="jobs"
                columns={jobColumns}
                rows={data.items.filter(
                  ({ name, description, state }) =>
                    `${name} ${description}`.toLowerCase().includes(text) && (show === "all" || troubledStates.includes(state)),
                )}
                rowKey={({ name }) => name}
                onRowOpen={({ name }) => void setUrl({ job: name })}
                filters={
                  <>
                    <SearchField label="Search jobs" />
                    <Segmented label="Show" options={shown} value={show} onChange={(value) => void setUrl({ show: value })} />
                  </>
                }
                empty={<NoJobs isFiltered={data.items.length > 0} isTroubled={show === "troubled" && text === ""} />}
              />
            </Panel>
          </>
        )}
      </QueryState>
      <JobDrawer name={job} onClose={close} canWrite={canWrite} />
    </Stack>
  );
}

function NoJobs({ isFiltered, isTroubled }: { isFiltered: boolean; isTroubled: boolean }) {
  if (!isFiltered) {
    return (
      <EmptyState kind="nothing_yet" title="No process has run jobs on this database yet">
        Start one whose FLEETLIGHT_ROLES has jobs; its jobs appear here.
      </EmptyState>
    );
  }
  return isTroubled ? (
    <EmptyState kind="all_good" title="No job needs a look">
      None is late, failed, stuck or without a process.
    </EmptyState>
  ) : (
    <EmptyState kind="nothing_matches" title="No job matches">
      The search finds parts of names and descriptions.
    </EmptyState>
  );
}
