import type { Alert } from "#lib/alerting/schema";
import { Button } from "../ui/button.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import type { Column } from "../ui/table/column.ts";
import { AlertLink } from "./alert-link.tsx";
import css from "./alert-marks.module.css";
import { AlertMark, MuteLine, SeverityMark, StaleLine } from "./alert-marks.tsx";
import { sourceWords } from "./alert-words.ts";
import { ResourceLink } from "./resource-link.tsx";

/** Without `onAcknowledge` the person may only look. */
export function alertColumns(onAcknowledge?: (alert: Alert) => void): Column<Alert>[] {
  return [
    { id: "severity", header: "Severity", card: "plain", cell: ({ severity }) => <SeverityMark severity={severity} /> },
    {
      id: "title",
      header: "Alert",
      card: "title",
      cell: (alert) => (
        <span className={css.notes}>
          <AlertLink alert={alert} />
          {alert.muted && <MuteLine muted={alert.muted} />}
          {alert.staleSince && <StaleLine since={alert.staleSince} />}
          {alert.willReopen && <span className={css.line}>Resolved by hand while it was true: it comes back</span>}
        </span>
      ),
    },
    { id: "state", header: "State", card: "mark", cell: (alert) => <AlertMark alert={alert} /> },
    { id: "resource", header: "Resource", cell: (alert) => <ResourceLink alert={alert} /> },
    { id: "source", header: "Source", isExtra: true, cell: ({ source }) => sourceWords[source] },
    { id: "since", header: "Since", cell: ({ firedAt }) => <RelativeTime at={firedAt} /> },
    { id: "resolved", header: "Resolved", isExtra: true, cell: ({ resolvedAt }) => (resolvedAt ? <RelativeTime at={resolvedAt} /> : "–") },
    { id: "taken", header: "Taken by", cell: (alert) => <Taken alert={alert} onAcknowledge={onAcknowledge} /> },
  ];
}

/** Who has it; as long as nobody has, the button that takes it. */
function Taken({ alert, onAcknowledge }: { alert: Alert; onAcknowledge: ((alert: Alert) => void) | undefined }) {
  const { acknowledgement, assignedTo, status } = alert;
  if (acknowledgement)
    return (
      <span className={css.notes}>
        <span>{acknowledgement.by}</span>
        <span className={css.line}>
          <span>
            acknowledged <RelativeTime at={acknowledgement.at} />
          </span>
        </span>
      </span>
    );
  const owner = assignedTo && <span>{assignedTo.email}</span>;
  if (status !== "firing" || !onAcknowledge) return owner ?? <span className={css.quiet}>nobody</span>;
  return (
    <span className={css.notes}>
      {owner}
      <span>
        <Button isSmall aria-label={`Acknowledge ${alert.title}`} onClick={() => onAcknowledge(alert)}>
          Acknowledge
        </Button>
      </span>
    </span>
  );
}
