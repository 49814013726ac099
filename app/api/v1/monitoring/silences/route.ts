import { createSilence } from "#lib/alerting/create-silence";
import { listSilences } from "#lib/alerting/list-silences";
import { route } from "#lib/http/route";

export const GET = route(listSilences);
export const POST = route(createSilence, { status: 201 });
