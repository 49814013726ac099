import { route } from "#lib/http/route";
import { deleteChannel } from "#lib/notifications/delete-channel";
import { showChannel } from "#lib/notifications/show-channel";
import { updateChannel } from "#lib/notifications/update-channel";

export const GET = route(showChannel);
export const PATCH = route(updateChannel);
export const DELETE = route(deleteChannel, { status: 204 });
