import { route } from "#lib/http/route";
import { rotateChannelSecret } from "#lib/notifications/rotate-channel-secret";

export const POST = route(rotateChannelSecret);
