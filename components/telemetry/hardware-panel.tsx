import type { HardwareScore } from "#lib/telemetry/schema";
import { EmptyState } from "../ui/empty-state.tsx";
import { Panel } from "../ui/panel.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import css from "./hardware-panel.module.css";
import { countWords } from "./node-words.ts";

const names: Record<HardwareScore["name"], string> = {
  cpu: "CPU, one core",
  parallelCpu: "CPU, all cores",
  memory: "Memory",
  diskSequentialWrite: "Disk, in sequence",
  diskRandomWrite: "Disk, at random",
};

/** What the node measured of its machine when it started, beside the reference machine of a validator. */
export function HardwarePanel({ scores }: { scores: readonly HardwareScore[] }) {
  return (
    <Panel title="Hardware" note="MB/s, beside the reference machine of validators">
      {scores.length === 0 ? (
        <EmptyState kind="nothing_yet" title="No scores">
          The node has not told what its machine can do. Nodes measure it when they start, unless started with --no-hardware-benchmarks.
        </EmptyState>
      ) : (
        <dl className={css.scores}>
          {scores.map((score) => (
            <Score key={score.name} {...score} />
          ))}
        </dl>
      )}
    </Panel>
  );
}

function Score({ name, score, reference, percent }: HardwareScore) {
  return (
    <div className={css.score}>
      <dt>{names[name]}</dt>
      <dd className={css.value}>{countWords(Math.round(score))}</dd>
      <dd className={css.bar} aria-hidden="true">
        {percent !== null && <span data-low={percent < 100 || undefined} style={{ inlineSize: `${Math.min(100, percent / 2)}%` }} />}
      </dd>
      <dd className={css.against}>
        {percent === null ? (
          "no reference"
        ) : (
          <StatusMark tone={percent < 100 ? "warn" : "ok"}>
            {Math.round(percent)} % of {countWords(reference)}
          </StatusMark>
        )}
      </dd>
    </div>
  );
}
