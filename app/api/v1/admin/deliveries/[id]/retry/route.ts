import { route } from "#lib/http/route";
import { retryDelivery } from "#lib/notifications/retry-delivery";

export const POST = route(retryDelivery);
