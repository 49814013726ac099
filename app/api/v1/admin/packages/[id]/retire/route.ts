import { route } from "#lib/http/route";
import { retirePackage } from "#lib/package-queue/retire-package";

export const POST = route(retirePackage);
