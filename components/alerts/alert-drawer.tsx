"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { alertQuery } from "#lib/alerting/client";
import type { AlertDetail } from "#lib/alerting/schema";
import { DrawerSection } from "../admin/drawer-section.tsx";
import { Facts } from "../admin/facts.tsx";
import { CopyId } from "../ui/copy-id.tsx";
import { Modal } from "../ui/dialog/modal.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { Stack } from "../ui/layout.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AlertActions } from "./alert-actions.tsx";
import css from "./alert-drawer.module.css";
import { AlertMark, MuteLine, SeverityMark, StaleLine } from "./alert-marks.tsx";
import { AlertNotifications } from "./alert-notifications.tsx";
import { AlertTimeline } from "./alert-timeline.tsx";
import { figureWords, sourceWords, times } from "./alert-words.ts";
import type { AlertsCan } from "./alerts-can.ts";
import { AssignField } from "./assign-field.tsx";
import { CommentForm } from "./comment-form.tsx";
import { ResourceLink } from "./resource-link.tsx";

interface AlertDrawerProps {
  /** Null: closed. */
  id: string | null;
  onClose: () => void;
  can: AlertsCan;
}

/** One alert: what is wrong, what to do about it, what happened so far, who was told, and what happened before. */
export function AlertDrawer({ id, onClose, can }: AlertDrawerProps) {
  return (
    <Modal isOpen={id !== null} onClose={onClose} title="Alert" kind="drawer">
      {id !== null && <AlertBody id={id} can={can} />}
    </Modal>
  );
}

function AlertBody({ id, can }: { id: string; can: AlertsCan }) {
  const query = useQuery(alertQuery(id));
  return (
    <QueryState query={query} what="the alert" skeleton={<Skeleton height="30rem" />}>
      {(alert) => (
        <>
          <DrawerSection title={alert.title}>
            <Stack>
              {can.write && <AlertActions alert={alert} />}
              {alert.message !== "" && <p className={css.text}>{alert.message}</p>}
              <Facts items={factsOf(alert)} />
              {can.write && can.readUsers && <AssignField alert={alert} />}
            </Stack>
          </DrawerSection>
          {alert.runbook !== "" && (
            <DrawerSection title="Runbook">
              <p className={css.text}>{alert.runbook}</p>
            </DrawerSection>
          )}
          <DrawerSection title="Timeline">
            <Stack>
              {can.write && <CommentForm id={alert.id} />}
              <AlertTimeline alert={alert} />
            </Stack>
          </DrawerSection>
          <DrawerSection title="Notifications">
            <AlertNotifications alert={alert} />
          </DrawerSection>
          <DrawerSection title="Before">
            <Similar alert={alert} />
          </DrawerSection>
        </>
      )}
    </QueryState>
  );
}

function factsOf(alert: AlertDetail) {
  const { acknowledgement, assignedTo, muted, value, unit } = alert;
  return [
    ["State", <AlertMark key="state" alert={alert} />],
    ["Severity", <SeverityMark key="severity" severity={alert.severity} />],
    ...(value === null ? [] : ([["Figure", figureWords(value, unit)]] as const)),
    ["Resource", <ResourceLink key="resource" alert={alert} />],
    ["Source", sourceWords[alert.source]],
    ["Rule", <RuleLink key="rule" alert={alert} />],
    ["Began", <ExactTime key="began" at={alert.startedAt} />],
    ["Fired", <ExactTime key="fired" at={alert.firedAt} />],
    ...(alert.resolvedAt ? ([["Resolved", <ExactTime key="resolved" at={alert.resolvedAt} />]] as const) : []),
    ["Last seen", <RelativeTime key="seen" at={alert.lastSeenAt} />],
    ...(alert.staleSince ? ([["Data", <StaleLine key="stale" since={alert.staleSince} />]] as const) : []),
    ["Found true", `${times(alert.occurrences)}, ${alert.reopenCount === 0 ? "never came back" : `came back ${times(alert.reopenCount)}`}`],
    ...(acknowledgement ? ([["Acknowledged", <Acknowledged key="ack" {...acknowledgement} />]] as const) : []),
    ...(assignedTo ? ([["Assigned to", assignedTo.email]] as const) : []),
    ...(muted ? ([["Muted", <MuteLine key="muted" muted={muted} />]] as const) : []),
    ...Object.entries(alert.labels).map(([name, label]) => [`Label ${name}`, label] as const),
    ["Id", <CopyId key="id" id={alert.id} />],
  ] as const;
}

function RuleLink({ alert: { ruleId, ruleName } }: { alert: AlertDetail }) {
  if (ruleId === null || ruleName === null) return "none: it came from outside or by hand";
  return <Link href={`/admin/rules?rule=${ruleId}`}>{ruleName}</Link>;
}

function Acknowledged({ by, at, until, note }: NonNullable<AlertDetail["acknowledgement"]>) {
  return (
    <>
      by {by}, <RelativeTime at={at} />
      {until && (
        <>
          , until <ExactTime at={until} style="minute" />
        </>
      )}
      {note && `: ${note}`}
    </>
  );
}

/** What the same rule said of the same resource before, or the same sender of the same thing. */
function Similar({ alert: { similar } }: { alert: AlertDetail }) {
  if (similar.length === 0) return <p className={css.text}>This has not happened before.</p>;
  return (
    <ul className={css.similar}>
      {similar.map((past) => (
        <li key={past.id}>
          <AlertMark alert={past} />
          <Link href={`/admin/alerts?status=all&alert=${past.id}`}>
            <ExactTime at={past.firedAt} />
          </Link>
          <span className={css.note}>{past.title}</span>
        </li>
      ))}
    </ul>
  );
}
