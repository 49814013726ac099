import { route } from "#lib/http/route";
import { getDelivery } from "#lib/notifications/get-delivery";

export const GET = route(getDelivery);
