import type { JobRunView } from "#lib/jobs/schema";
import { Facts } from "../admin/facts.tsx";
import { CopyId } from "../ui/copy-id.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { tookWords } from "./job-words.ts";
import { resultRows } from "./result-rows.ts";
import css from "./run-detail.module.css";

/** What one run was: when, for whom, which attempt, what it counted or why it failed. */
export function RunDetail({ run }: { run: JobRunView }) {
  const results = resultRows(run.result ?? {});
  return (
    <>
      {run.error !== null && (
        <div className={css.error}>
          <h4>{run.status === "failed" ? "Error" : "Error of the attempt before"}</h4>
          <pre>{run.error}</pre>
        </div>
      )}
      <Facts
        items={[
          ["Due", <ExactTime key="due" at={run.dueAt} />],
          ["Started", run.startedAt === null ? "not yet" : <ExactTime key="started" at={run.startedAt} />],
          ["Ended", run.finishedAt === null ? "not yet" : <ExactTime key="ended" at={run.finishedAt} />],
          ["Took", run.durationMs === null ? "–" : tookWords(run.durationMs)],
          ["Attempt", run.attempt === 0 ? "none yet" : run.attempt],
          ["Asked for by", run.requestedBy ?? "its schedule"],
          ["Run", <CopyId key="id" id={run.id} what="run id" />],
        ]}
      />
      {run.result !== null && (
        <table className={css.result}>
          <caption>Result</caption>
          <tbody>
            {results.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{value}</td>
              </tr>
            ))}
            {results.length === 0 && (
              <tr>
                <td>It counted nothing.</td>
              </tr>
            )}
          </tbody>
        </table>
      )}
    </>
  );
}
