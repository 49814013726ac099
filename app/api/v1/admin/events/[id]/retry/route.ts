import { route } from "#lib/http/route";
import { retryBillingEvent } from "#lib/package-queue/retry-billing-event";

export const POST = route(retryBillingEvent);
