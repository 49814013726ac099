import type { ReactNode } from "react";
import type { StatusChange } from "#lib/fleet/schema";
import { classNames } from "../ui/class-names.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { NodeStatusMark } from "../ui/status-mark.tsx";
import css from "./status-changes.module.css";

interface StatusChangesProps<C> {
  changes: readonly C[];
  /** Names what changed, where the list is about more than one thing. */
  subject?: (change: C) => ReactNode;
}

/** Every change of status with its reason, newest first. Hourly snapshots are no changes. */
export function StatusChanges<C extends StatusChange>({ changes, subject }: StatusChangesProps<C>) {
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
      {real.map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two things can change at the same instant; the list is drawn whole
        <li key={`${change.at} ${index}`} className={classNames(css.item, subject && css.named)}>
          <ExactTime at={change.at} />
          {subject && <span className={css.subject}>{subject(change)}</span>}
          <NodeStatusMark status={change.status} />
          <span className={css.reason}>{change.reason}</span>
        </li>
      ))}
    </ol>
  );
}
