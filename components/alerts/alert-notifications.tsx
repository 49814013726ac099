"use client";
import Link from "next/link";
import { type AlertDetail, type AlertNotification, maxNotifications } from "#lib/alerting/schema";
import { DeliveryMark } from "../events/event-marks.tsx";
import { NextAttempt } from "../events/next-attempt.tsx";
import { Entry, EntryList } from "../ui/entry-list.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import css from "./alert-notifications.module.css";
import { outcomeOf } from "./notification-words.ts";

/** Who was told of an alert and what came of it, the latest first. */
export function AlertNotifications({ alert: { notifications } }: { alert: Pick<AlertDetail, "notifications"> }) {
  if (notifications.length === 0)
    return <p className={css.note}>No message about it is kept: nobody was told so far, or it was too long ago.</p>;
  return (
    <>
      <EntryList label="Notifications, the latest first">
        {notifications.map((notification) => (
          <Item key={notification.id} notification={notification} />
        ))}
      </EntryList>
      {notifications.length === maxNotifications && (
        <p className={css.note}>These are the last {maxNotifications}; the deliveries of a channel are all there.</p>
      )}
    </>
  );
}

function Item({ notification }: { notification: AlertNotification }) {
  const { channelId, channelName, recipient, headline, createdAt, nextAttemptAt, attempts } = notification;
  return (
    <Entry
      head={
        <>
          <DeliveryMark delivery={notification} />
          <Link href={`/admin/channels?channel=${channelId}`}>{channelName}</Link>
          {recipient !== null && <span className={css.note}>{recipient}</span>}
          <span className={css.time}>
            <ExactTime at={createdAt} />
          </span>
        </>
      }
    >
      <p className={css.what}>{headline}</p>
      <p className={css.note}>
        {outcomeOf(notification)}
        {nextAttemptAt !== null && attempts > 0 && (
          <>
            ; next <NextAttempt at={nextAttemptAt} />
          </>
        )}
      </p>
    </Entry>
  );
}
