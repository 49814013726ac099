import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { DeliveryState } from "#lib/notifications/schema";
import { BillingEventState, BillingEventType } from "#lib/package-queue/schema";

const tabs = ["events", "webhooks", "mail"] as const;
export type EventsTab = (typeof tabs)[number];

const opens = parseAsString.withOptions({ history: "push" });
const parsers = {
  tab: parseAsStringLiteral(tabs).withDefault("events"),
  state: parseAsStringLiteral(BillingEventState.options),
  type: parseAsStringLiteral(BillingEventType.options),
  user: parseAsString,
  sent: parseAsStringLiteral(DeliveryState.options),
  event: opens,
  webhook: opens,
  delivery: opens,
};

/** What `/admin/events` shows, from the URL; a change writes it back. */
export function useEventsParams() {
  return useQueryStates(parsers);
}
