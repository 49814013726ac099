import type { AlertNotification } from "#lib/alerting/schema";

/** How often a message was tried, and how the last try ended. */
export function outcomeOf({
  attempts,
  isBeingSent,
  lastAttempt,
}: Pick<AlertNotification, "attempts" | "isBeingSent" | "lastAttempt">): string {
  if (lastAttempt === null) return "No attempt yet";
  return `${attempts === 1 ? "1 attempt" : `${attempts.toLocaleString("en")} attempts`}: ${endOf(lastAttempt, isBeingSent)}`;
}

function endOf({ isSuccess, statusCode, durationMs, error }: NonNullable<AlertNotification["lastAttempt"]>, isBeingSent: boolean): string {
  if (isSuccess === null) return isBeingSent ? "under way" : "interrupted, the process ended";
  if (!isSuccess) return error ?? "failed";
  const took = durationMs === null ? "" : ` after ${durationMs.toLocaleString("en")} ms`;
  return `${statusCode === null ? "taken" : `answered ${statusCode}`}${took}`;
}
