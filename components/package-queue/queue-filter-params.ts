import { createLoader, type inferParserType, parseAsString, parseAsStringLiteral } from "nuqs/server";
import { type QueueFilter, QueueStatus } from "#lib/package-queue/schema";
import type { PageSearch } from "../ui/range/range-params.ts";

/** What the URL of the queue's page says: `?q=` part of an e-mail, `?order=` a whole order number, `?user=` and `?series=` ids. */
export const queueFilterParams = {
  status: parseAsStringLiteral(QueueStatus.options),
  series: parseAsString,
  user: parseAsString,
  q: parseAsString.withDefault(""),
  order: parseAsString.withDefault(""),
};
const load = createLoader(queueFilterParams);

/** What the list of items is narrowed to; empty shows all. */
export function queueFilterOf({ status, series, user, q, order }: inferParserType<typeof queueFilterParams>): QueueFilter {
  return {
    ...(status && { status }),
    ...(series && { series }),
    ...(user && { userId: user }),
    ...(q && { q }),
    ...(order && { orderId: order }),
  };
}

/** The part of the filter that says whose items, without which ones: what the counts are of. */
export function peopleOf({ userId, q, orderId }: QueueFilter): QueueFilter {
  return { ...(userId && { userId }), ...(q && { q }), ...(orderId && { orderId }) };
}

/** The same on the server, for the first drawing. */
export async function queueFilterOfPage(search: PageSearch): Promise<QueueFilter> {
  return queueFilterOf(await load(search));
}
