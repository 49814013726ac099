import { route } from "#lib/http/route";
import { listBillingEvents } from "#lib/package-queue/list-billing-events";

export const GET = route(listBillingEvents);
