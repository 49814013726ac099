import { endSilence } from "#lib/alerting/end-silence";
import { showSilence } from "#lib/alerting/show-silence";
import { updateSilence } from "#lib/alerting/update-silence";
import { route } from "#lib/http/route";

export const GET = route(showSilence);
export const PATCH = route(updateSilence);
export const DELETE = route(endSilence, { status: 204 });
