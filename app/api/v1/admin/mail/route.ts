import { route } from "#lib/http/route";
import { getMailState } from "#lib/notifications/get-mail-state";

export const GET = route(getMailState);
