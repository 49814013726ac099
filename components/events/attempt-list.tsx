import type { DeliveryAttempt, DeliveryDetail } from "#lib/notifications/schema";
import { Entry, EntryList } from "../ui/entry-list.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import css from "./attempt-list.module.css";

/** Every attempt of a delivery, the latest first: when, how long, what was answered. */
export function AttemptList({ delivery: { log, isBeingSent } }: { delivery: Pick<DeliveryDetail, "log" | "isBeingSent"> }) {
  if (log.length === 0) return <p className={css.none}>No attempt yet.</p>;
  return (
    <EntryList label="Attempts, the latest first" isNumbered>
      {log.toReversed().map((attempt) => (
        <Entry
          key={attempt.number}
          head={
            <>
              <AttemptMark attempt={attempt} isUnderWay={isBeingSent && attempt.number === log.length} />
              <ExactTime at={attempt.startedAt} />
              <span className={css.note}>{[statusWords(attempt), durationWords(attempt)].filter((words) => words !== "").join(" · ")}</span>
            </>
          }
        >
          {attempt.error && <p className={css.error}>{attempt.error}</p>}
          {attempt.response && <pre className={css.response}>{attempt.response}</pre>}
        </Entry>
      ))}
    </EntryList>
  );
}

function AttemptMark({ attempt, isUnderWay }: { attempt: DeliveryAttempt; isUnderWay: boolean }) {
  if (attempt.isSuccess === null)
    return <StatusMark tone={isUnderWay ? "unknown" : "warn"}>{isUnderWay ? "Under way" : "Interrupted: the process ended"}</StatusMark>;
  return <StatusMark tone={attempt.isSuccess ? "ok" : "bad"}>{attempt.isSuccess ? "Sent" : "Failed"}</StatusMark>;
}

function statusWords({ statusCode }: DeliveryAttempt): string {
  return statusCode === null ? "" : `answer ${statusCode}`;
}

function durationWords({ durationMs }: DeliveryAttempt): string {
  return durationMs === null ? "" : `${durationMs.toLocaleString("en")} ms`;
}
