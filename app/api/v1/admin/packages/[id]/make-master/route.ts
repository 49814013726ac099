import { route } from "#lib/http/route";
import { makeMasterPackage } from "#lib/package-queue/make-master-package";

export const POST = route(makeMasterPackage);
