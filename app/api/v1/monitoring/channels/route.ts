import { route } from "#lib/http/route";
import { createChannel } from "#lib/notifications/create-channel";
import { listChannels } from "#lib/notifications/list-channels";

export const GET = route(listChannels);
export const POST = route(createChannel, { status: 201 });
