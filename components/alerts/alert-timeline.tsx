import type { AlertDetail } from "#lib/alerting/schema";
import { ExactTime } from "../ui/exact-time.tsx";
import css from "./alert-timeline.module.css";
import { figureWords, timelineWords } from "./alert-words.ts";

/** Everything that happened to an alert, the latest first. */
export function AlertTimeline({ alert: { timeline, unit } }: { alert: Pick<AlertDetail, "timeline" | "unit"> }) {
  return (
    <ol className={css.list} aria-label="Timeline, the latest first" reversed>
      {timeline.toReversed().map(({ id, at, kind, actor, detail, value }) => (
        <li key={id} className={css.entry}>
          <ExactTime at={at} />
          <span className={css.what}>
            {timelineWords[kind]}
            {actor && <span className={css.who}> by {actor}</span>}
            {value !== null && <span className={css.who}> at {figureWords(value, unit)}</span>}
          </span>
          {detail !== "" && detail !== `by ${actor}` && <span className={css.detail}>{detail}</span>}
        </li>
      ))}
    </ol>
  );
}
