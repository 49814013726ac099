"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { acknowledgeByLinkRequest, acknowledgeLinkQuery } from "#lib/alerting/client";
import type { AcknowledgeLink } from "#lib/alerting/schema";
import { AuthCard } from "../layout/auth-card.tsx";
import { Button } from "../ui/button.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { FormStack } from "../ui/form/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import css from "./acknowledge-link-page.module.css";
import { SeverityMark } from "./alert-marks.tsx";

/** Where a link of a message leads to: says what it would do, and does it when somebody presses. Looking has no effect. */
export function AcknowledgeLinkPage() {
  const token = useSyncExternalStore(
    subscribeToHash,
    () => location.hash.slice(1),
    () => undefined,
  );
  if (token === undefined) return <AuthCard title="Acknowledge alerts">{null}</AuthCard>;
  if (token === "")
    return (
      <AuthCard title="Acknowledge alerts">
        <Notice tone="warn">The link is incomplete. Open it again from the message.</Notice>
      </AuthCard>
    );
  return <Asking key={token} token={token} />;
}

function Asking({ token }: { token: string }) {
  const link = useQuery(acknowledgeLinkQuery(token));
  const acknowledging = useMutation({ mutationFn: () => acknowledgeByLinkRequest(token) });
  const problem = acknowledging.error ?? link.error;
  if (acknowledging.data) {
    const { acknowledged } = acknowledging.data;
    return (
      <AuthCard title="Acknowledged">
        <Notice tone="ok">
          {acknowledged === 0
            ? "Nothing was left to acknowledge"
            : `${acknowledged} ${acknowledged === 1 ? "alert is" : "alerts are"} taken in hand`}
          .
        </Notice>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Acknowledge alerts" note="Reminders and escalation stop; the alerts go on.">
      <FormStack>
        {problem && (
          <Notice tone="bad">{problem === link.error ? `This link cannot be used: ${reasonOf(problem)}` : reasonOf(problem)}.</Notice>
        )}
        {link.data && <Alerts link={link.data} />}
        {link.data && link.data.alerts.length > 0 && (
          <Button variant="primary" isWide isLoading={acknowledging.isPending} onClick={() => acknowledging.mutate()}>
            Acknowledge
          </Button>
        )}
      </FormStack>
    </AuthCard>
  );
}

function Alerts({ link: { channel, sentAt, hasMore, alerts } }: { link: AcknowledgeLink }) {
  if (alerts.length === 0) return <Notice tone="info">Nothing is left to acknowledge: all of it is over or taken.</Notice>;
  return (
    <>
      <p className={css.sent}>
        Sent to {channel} <RelativeTime at={sentAt} />
      </p>
      <ul className={css.list}>
        {alerts.map(({ id, severity, title }) => (
          <li key={id} className={css.alert}>
            <SeverityMark severity={severity} />
            <span className={css.title}>{title}</span>
          </li>
        ))}
        {hasMore && <li>and more</li>}
      </ul>
    </>
  );
}

function subscribeToHash(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}
