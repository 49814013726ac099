import { route } from "#lib/http/route";
import { testChannel } from "#lib/notifications/test-channel";

export const POST = route(testChannel);
