import { stepPath } from "./step-path.ts";

interface ReputationStepsProps {
  history: readonly { ts: string; reputation: number }[];
  from: string;
  to: string;
}

const [width, height] = [140, 24];

/** How an opinion went up and down; the changes themselves stand in the API. */
export function ReputationSteps({ history, from, to }: ReputationStepsProps) {
  const steps = history.map(({ ts, reputation }) => ({ atMs: Date.parse(ts), value: reputation })).sort((a, b) => a.atMs - b.atMs);
  return (
    <svg width={width} height={height + 4} viewBox={`0 -2 ${width} ${height + 4}`} aria-hidden="true">
      <path
        d={stepPath(steps, { fromMs: Date.parse(from), toMs: Date.parse(to), width, height })}
        fill="none"
        stroke="var(--fl-series-1)"
        strokeWidth="1.5"
      />
    </svg>
  );
}
