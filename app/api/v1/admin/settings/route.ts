import { route } from "#lib/http/route";
import { listSettings } from "#lib/settings/list-settings";
import { updateSettings } from "#lib/settings/update-settings";

export const GET = route(listSettings);
export const PATCH = route(updateSettings);
