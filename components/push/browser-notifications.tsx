"use client";
import { useQuery } from "@tanstack/react-query";
import { webPushQuery } from "#lib/notifications/client";
import type { WebPush } from "#lib/notifications/schema";
import { Button } from "../ui/button.tsx";
import { reasonOf } from "../ui/error-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { QueryState } from "../ui/query-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import css from "./notification-row.module.css";
import { NotificationRow } from "./notification-row.tsx";
import { type BrowserFacts, pushState, whyNoNotifications } from "./push-state.ts";
import { remember, useRemembered } from "./remembered.ts";
import { useBrowserFacts, useOwnBrowser } from "./use-own-browser.ts";

/** How this browser tells of alerts: while a page is open, and when none is. What cannot be says why. */
export function BrowserNotifications() {
  const facts = useBrowserFacts();
  return (
    <QueryState query={facts} what="what this browser can do" skeleton={<Skeleton height="8rem" />}>
      {(known) => (
        <ul className={css.rows}>
          <PopupsRow facts={known} />
          <PushRow facts={known} />
        </ul>
      )}
    </QueryState>
  );
}

function PopupsRow({ facts }: { facts: BrowserFacts }) {
  const { showPopups } = useOwnBrowser();
  const isWanted = useRemembered("popups") === "on";
  const reason = whyNoNotifications(facts);
  const isOn = isWanted && reason === null && facts.permission === "granted";
  return (
    <NotificationRow
      title="While a page is open"
      text="Each new alert shows a notification at once, unless something mutes it."
      isOn={isOn}
      action={
        isOn ? (
          <Button isSmall onClick={() => remember("popups", null)}>
            Show no more
          </Button>
        ) : (
          <Button isSmall isLoading={showPopups.isPending} disabled={reason !== null} onClick={() => showPopups.mutate()}>
            Show new alerts
          </Button>
        )
      }
    >
      {reason ? <Notice>{reason}</Notice> : showPopups.error && <Notice tone="bad">{reasonOf(showPopups.error)}</Notice>}
    </NotificationRow>
  );
}

function PushRow({ facts }: { facts: BrowserFacts }) {
  const query = useQuery(webPushQuery());
  return (
    <QueryState query={query} what="your browsers" skeleton={<Skeleton height="4rem" />}>
      {(web) => <PushSwitch facts={facts} web={web} />}
    </QueryState>
  );
}

function PushSwitch({ facts, web }: { facts: BrowserFacts; web: WebPush }) {
  const { subscribe, unsubscribe } = useOwnBrowser();
  const state = pushState(facts, web);
  const error = subscribe.error ?? unsubscribe.error;
  return (
    <NotificationRow
      title="When no page is open, too"
      text="Web Push: what channels of that kind are told comes to this browser, encrypted for it, as their routes say."
      isOn={state.kind === "on"}
      action={
        state.kind === "on" ? (
          <Button isSmall isLoading={unsubscribe.isPending} onClick={() => unsubscribe.mutate()}>
            Stop notifying this browser
          </Button>
        ) : (
          <Button isSmall isLoading={subscribe.isPending} disabled={state.kind === "impossible"} onClick={() => subscribe.mutate(web)}>
            Notify me in this browser
          </Button>
        )
      }
    >
      {state.kind === "impossible" && state.reason !== whyNoNotifications(facts) && <Notice>{state.reason}</Notice>}
      {error && (
        <Notice tone="bad" title="This browser is not subscribed">
          {reasonOf(error)}
        </Notice>
      )}
      {state.kind === "on" && web.channelCount === 0 && (
        <Notice tone="warn" title="Nothing comes yet">
          No channel of the kind Web Push reaches you. Make one, and name it in a route.
        </Notice>
      )}
    </NotificationRow>
  );
}
