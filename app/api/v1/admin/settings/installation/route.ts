import { route } from "#lib/http/route";
import { showInstallation } from "#lib/settings/show-installation";

export const GET = route(showInstallation);
