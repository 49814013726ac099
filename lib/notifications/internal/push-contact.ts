import { env } from "#lib/core/env";

/**
 * Whom a push service may write to about us, as VAPID demands: the sender's address, else where we are. Apple's service refuses
 * what is no real contact. Source: RFC 8292, 2.1.
 */
export function pushContact(): string {
  const { ALERT_FROM_EMAIL, PUBLIC_URL } = env();
  if (ALERT_FROM_EMAIL !== "") return `mailto:${ALERT_FROM_EMAIL}`;
  return PUBLIC_URL.startsWith("https:") ? PUBLIC_URL : "mailto:fleetlight@example.invalid";
}
