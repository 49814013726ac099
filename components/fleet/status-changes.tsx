import type { StatusChange } from "#lib/fleet/schema";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { NodeStatusMark } from "../ui/status-mark.tsx";
import css from "./status-changes.module.css";

/** Every change of status with its reason, newest first. Hourly snapshots are no changes. */
export function StatusChanges({ changes }: { changes: readonly StatusChange[] }) {
  const real = changes.filter(({ isSnapshot }) => !isSnapshot).toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (real.length === 0) {
    return (
      <EmptyState kind="all_good" title="No change in this range">
        The status stayed what it was.
      </EmptyState>
    );
  }
  return (
    <ol className={css.list}>
      {real.map(({ at, status, reason }) => (
        <li key={`${at} ${status}`} className={css.item}>
          <ExactTime at={at} />
          <NodeStatusMark status={status} />
          <span className={css.reason}>{reason}</span>
        </li>
      ))}
    </ol>
  );
}
