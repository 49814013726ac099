import type { RulePreview } from "#lib/alerting/schema";
import { formatDuration } from "#lib/universal/time-format";
import { figureWords } from "../alerts/alert-words.ts";
import { ExactTime } from "../ui/exact-time.tsx";
import { firingStrip } from "./firing-strip.ts";
import css from "./rule-preview.module.css";

type Resource = RulePreview["resources"][number];

/** One bar per resource over the range; the table below says the same in figures. */
export function FiringStrips({ preview }: { preview: RulePreview }) {
  return (
    <div>
      {preview.resources.map((resource) => (
        <div key={`${resource.type} ${resource.id}`} className={css.row}>
          <p className={css.name}>
            <span>{resource.name}</span>
            <span className={css.figure}>{stripWords(resource, preview.unit)}</span>
          </p>
          <Strip resource={resource} preview={preview} />
        </div>
      ))}
      <p className={css.ends}>
        <ExactTime at={preview.from} style="minute" />
        <ExactTime at={preview.to} style="minute" />
      </p>
    </div>
  );
}

function Strip({ resource, preview }: { resource: Resource; preview: RulePreview }) {
  const { unknownWidth, firings } = firingStrip(resource, preview);
  return (
    <svg
      className={css.strip}
      viewBox="0 0 1000 20"
      preserveAspectRatio="none"
      role="img"
      aria-label={`${resource.name}: ${stripWords(resource, preview.unit)}`}
    >
      {unknownWidth > 0 && <rect className={css.unknown} x="0" y="8" width={unknownWidth} height="4" />}
      {firings.map(({ x, width }) => (
        <rect key={x} className={css.firing} x={x} y="0" width={width} height="20" />
      ))}
    </svg>
  );
}

/** `3 firings, 2 h 5 min, peak 98.5 %`. */
function stripWords({ firings, firedSeconds, peak }: Resource, unit: string): string {
  const worst = peak === null ? [] : [`peak ${figureWords(peak, unit)}`];
  return [firings.length === 1 ? "1 firing" : `${firings.length} firings`, formatDuration(firedSeconds * 1000), ...worst].join(", ");
}
