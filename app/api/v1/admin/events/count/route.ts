import { route } from "#lib/http/route";
import { countBillingEvents } from "#lib/package-queue/count-billing-events";

export const GET = route(countBillingEvents);
