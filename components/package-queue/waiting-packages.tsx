"use client";
import type { UserPackages } from "#lib/package-queue/schema";
import { useNow } from "../providers/clock.ts";
import { BytesText } from "../ui/bytes-text.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { durationWords } from "./package-words.ts";
import { type PlannedItem, planQueue } from "./plan-queue.ts";
import { quotaNote } from "./quota-note.ts";
import css from "./waiting-packages.module.css";

const minuteMs = 60_000;

/** What waits, in the order in which it will start, each with when that will be. */
export function WaitingPackages({ packages }: { packages: UserPackages }) {
  const now = useNow(minuteMs);
  if (packages.queue.length === 0)
    return (
      <EmptyState kind="nothing_yet" title="Nothing waits">
        A package that is bought while another is active waits here and starts by itself.
      </EmptyState>
    );
  return (
    <ol className={css.list}>
      {planQueue(packages, now).map((planned, index) => (
        <li key={planned.item.id} className={css.item}>
          <span className={css.number} aria-hidden="true">
            {index + 1}
          </span>
          <span className={css.name}>{planned.item.packageName}</span>
          <span className={css.terms}>
            <Terms {...planned} />
          </span>
          <span className={css.note}>
            <Start {...planned} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Terms({ item }: PlannedItem) {
  const note = quotaNote(item);
  return (
    <>
      <BytesText bytes={BigInt(item.trafficLimit) + BigInt(item.adjustQuota)} />
      {note && ` (${note})`}, {durationWords(item.expireSeconds)} from its start
      {item.byOrder && `, order ${item.byOrder}`}
    </>
  );
}

function Start({ after, latestStart, expectedStart, latestEnd }: PlannedItem) {
  if (after === null) return "Starts within a minute: nothing is active.";
  return (
    <>
      Starts when {after === 0 ? "the active package" : `number ${after}`} is used up
      {latestStart !== null && (
        <>
          {expectedStart !== null && (
            <>
              , by the forecast on <ExactTime at={expectedStart} style="day" />
            </>
          )}
          , at the latest on <ExactTime at={latestStart} style="day" />
        </>
      )}
      .
      {latestEnd !== null && (
        <>
          {" "}
          Ends at the latest on <ExactTime at={latestEnd} style="day" />.
        </>
      )}
    </>
  );
}
