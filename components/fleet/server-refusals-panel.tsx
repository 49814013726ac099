import type { ReportRefusal } from "#lib/fleet/schema";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Panel } from "../ui/panel.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import css from "./status-changes.module.css";

const words: Record<string, string> = { counter_went_backwards: "Counter backwards", batch_conflict: "Batch id reused" };

/** Reports that were refused as a whole: nothing of them was counted. */
export function ServerRefusalsPanel({ refusals }: { refusals: readonly ReportRefusal[] }) {
  return (
    <Panel title="Refused reports" note="Refused as a whole, nothing was counted" isFlush>
      {refusals.length === 0 ? (
        <EmptyState kind="all_good" title="No report was refused">
          Counters that go backwards and batch ids that are used twice appear here.
        </EmptyState>
      ) : (
        <ol className={css.list}>
          {refusals.map(({ at, code, detail }) => (
            <li key={`${at} ${detail}`} className={css.item}>
              <ExactTime at={at} />
              <StatusMark tone="bad">{words[code] ?? code}</StatusMark>
              <span className={css.reason}>{detail}</span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
