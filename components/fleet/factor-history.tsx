import type { NodeClientDetail } from "#lib/fleet/schema";
import { ExactTime } from "../ui/exact-time.tsx";
import { FactorTag } from "../ui/tag.tsx";
import css from "./factor-history.module.css";

/** Which factor applied from when, newest first. */
export function FactorHistory({ factors }: { factors: NodeClientDetail["factors"] }) {
  return (
    <ol className={css.list}>
      {factors.map(({ trafficFactor, appliesFrom, changedBy }) => (
        <li key={appliesFrom} className={css.item}>
          <FactorTag factor={trafficFactor} />
          <ExactTime at={appliesFrom} />
          <span className={css.by}>by {changedBy}</span>
        </li>
      ))}
    </ol>
  );
}
