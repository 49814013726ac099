import { route } from "#lib/http/route";
import { listChannelDeliveries } from "#lib/notifications/list-channel-deliveries";

export const GET = route(listChannelDeliveries);
