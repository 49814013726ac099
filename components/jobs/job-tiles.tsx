import type { JobList, JobView } from "#lib/jobs/schema";
import { Kpi } from "../ui/kpi.tsx";
import { Grid } from "../ui/layout.tsx";
import { Notice } from "../ui/notice.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { troubledStates } from "./job-words.ts";

/** Whether anything is wrong with the clockwork: processes, jobs that need a look, failures among the last runs. */
export function JobTiles({ data: { items, processes } }: { data: JobList }) {
  const alive = processes.filter(({ isAlive }) => isAlive);
  const gone = processes.find(({ isAlive }) => !isAlive);
  const troubled = items.filter(({ state }) => troubledStates.includes(state));
  const failed = items.flatMap(({ recentRuns }) => recentRuns).filter(({ status }) => status === "failed");
  const isKnown = items.length > 0;
  return (
    <>
      {alive.length === 0 && (
        <Notice tone="bad" title="No job process is alive">
          Nothing is billed, expired, watched or cleaned up until one runs.{" "}
          {gone && (
            <>
              {gone.name} was seen last, <RelativeTime at={gone.seenAt} />.{" "}
            </>
          )}
          Start a process whose FLEETLIGHT_ROLES has jobs.
        </Notice>
      )}
      <Grid columns={4}>
        <Kpi label="Job processes" value={alive.length} note={alive.map(({ name }) => name).join(" · ") || "none is alive"} />
        <Kpi label="Jobs" value={items.length} note="of the running version" />
        <Kpi label="Need a look" value={isKnown ? troubled.length : "–"} note={troubleWords(troubled, isKnown)} />
        <Kpi label="Failed runs" value={isKnown ? failed.length : "–"} note="among the last 30 of each job" />
      </Grid>
    </>
  );
}

/** Without a job nothing is known, which is not the same as that all is well. */
function troubleWords(troubled: readonly JobView[], isKnown: boolean): string {
  if (!isKnown) return "nothing is known yet";
  return troubled.length === 0 ? "none is late, failed or stuck" : troubled.map(({ name }) => name).join(" · ");
}
