import {
  IconAlertOctagonFilled,
  IconAlertTriangleFilled,
  IconBellOff,
  IconCircleCheckFilled,
  IconFlame,
  IconInfoCircleFilled,
  IconPlugConnectedX,
} from "@tabler/icons-react";
import type { Alert, MuteView, Severity } from "#lib/alerting/schema";
import { classNames } from "../ui/class-names.ts";
import { ExactTime } from "../ui/exact-time.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import css from "./alert-marks.module.css";
import { muteWords, severityWords } from "./alert-words.ts";

const icons = { critical: IconAlertOctagonFilled, warning: IconAlertTriangleFilled, info: IconInfoCircleFilled };

/** How bad it is: shape, colour and word. */
export function SeverityMark({ severity }: { severity: Severity }) {
  const Icon = icons[severity];
  return (
    <span className={classNames(css.mark, css[severity])}>
      <Icon size={15} aria-hidden="true" />
      {severityWords[severity]}
    </span>
  );
}

/** Whether it is going on: a flame in the colour of its severity, or a tick. What mutes it hides none of this. */
export function AlertMark({ alert: { status, severity } }: { alert: Pick<Alert, "status" | "severity"> }) {
  if (status === "resolved")
    return (
      <span className={classNames(css.mark, css.resolved)}>
        <IconCircleCheckFilled size={15} aria-hidden="true" />
        Resolved
      </span>
    );
  return (
    <span className={classNames(css.mark, css[severity])}>
      <IconFlame size={15} aria-hidden="true" />
      Firing
    </span>
  );
}

/** Why nobody is told just now, and until when. */
export function MuteLine({ muted }: { muted: MuteView }) {
  return (
    <span className={css.line}>
      <IconBellOff size={13} aria-hidden="true" />
      <span>
        {muteWords(muted)}
        {muted.until && (
          <>
            , until <ExactTime at={muted.until} style="minute" />
          </>
        )}
      </span>
    </span>
  );
}

/** It may have changed since: nothing has been known of it. */
export function StaleLine({ since }: { since: string }) {
  return (
    <span className={classNames(css.line, css.stale)}>
      <IconPlugConnectedX size={13} aria-hidden="true" />
      <span>
        No data, last known <RelativeTime at={since} />
      </span>
    </span>
  );
}
