import { route } from "#lib/http/route";
import { getBillingEvent } from "#lib/package-queue/get-billing-event";

export const GET = route(getBillingEvent);
