"use client";
import type { AlertDetail, TimelineEntry } from "#lib/alerting/schema";
import { formatInstant } from "#lib/universal/time-format";
import { useTimeZone } from "../providers/time-zone.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import css from "./alert-timeline.module.css";
import { figureWords, timelineWords } from "./alert-words.ts";
import { timelineDetail } from "./timeline-detail.ts";

/** Everything that happened to an alert, the latest first. */
export function AlertTimeline({ alert: { timeline, unit } }: { alert: Pick<AlertDetail, "timeline" | "unit"> }) {
  return (
    <ol className={css.list} aria-label="Timeline, the latest first" reversed>
      {timeline.toReversed().map((entry) => (
        <Entry key={entry.id} entry={entry} unit={unit} />
      ))}
    </ol>
  );
}

function Entry({ entry, unit }: { entry: TimelineEntry; unit: string }) {
  const { zone } = useTimeZone();
  const { at, kind, actor, value } = entry;
  const detail = timelineDetail(entry, (instant) => formatInstant(instant, zone, "minute"));
  return (
    <li className={css.entry}>
      <ExactTime at={at} />
      <span className={css.what}>
        {timelineWords[kind]}
        {actor && <span className={css.who}> by {actor}</span>}
        {value !== null && <span className={css.who}> at {figureWords(value, unit)}</span>}
      </span>
      {detail !== "" && <span className={css.detail}>{detail}</span>}
    </li>
  );
}
