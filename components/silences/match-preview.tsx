"use client";
import { useQuery } from "@tanstack/react-query";
import { matchPreviewQuery } from "#lib/alerting/client";
import { ApiError } from "#lib/universal/api-client";
import { AlertMark } from "../alerts/alert-marks.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { useDebounced } from "../ui/use-debounced.ts";
import css from "./match-preview.module.css";
import { filledMatchers, type MatcherValue } from "./matcher-values.ts";

interface MatchPreviewProps {
  matchers: readonly MatcherValue[];
  /** What happens to them: "would be muted". */
  does: string;
  /** How it is that nothing matches: of what is made for what fires now, a warning. */
  noneTone?: "warn" | "info";
}

/** Which of the alerts that fire now are meant, while somebody still types. */
export function MatchPreview({ matchers, does, noneTone = "warn" }: MatchPreviewProps) {
  const settled = useDebounced(JSON.stringify(filledMatchers(matchers)), 300);
  const asked: MatcherValue[] = JSON.parse(settled);
  const { data, error } = useQuery(matchPreviewQuery(asked));
  if (asked.length === 0) return <Notice>Say which alerts are meant; what fires now and matches is shown here.</Notice>;
  if (error) return <Notice tone="warn">{wrongWords(error)}</Notice>;
  if (!data) return <Notice>Looking at what fires now …</Notice>;
  if (data.count === 0)
    return (
      <Notice tone={noneTone} title={`None of ${data.firingCount.toLocaleString("en")} firing alerts matches`}>
        {data.words}
      </Notice>
    );
  const more = data.count - data.alerts.length;
  return (
    <Notice title={`${data.count.toLocaleString("en")} of ${data.firingCount.toLocaleString("en")} firing alerts ${does}`}>
      {data.words}
      <ul
        className={css.list}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by keyboard
        tabIndex={0}
        aria-label="Alerts that match"
      >
        {data.alerts.map((alert) => (
          <li key={alert.id}>
            <AlertMark alert={alert} /> {alert.title}
          </li>
        ))}
        {more > 0 && <li>and {more.toLocaleString("en")} more</li>}
      </ul>
    </Notice>
  );
}

/** What is wrong, without the API's name of the place: the fields are right above. */
function wrongWords(error: Error): string {
  const details = error instanceof ApiError ? (error.problem?.errors ?? []).map(({ detail }) => detail) : [];
  return details.join("; ") || reasonOf(error);
}
