import { route } from "#lib/http/route";
import { deletePackage } from "#lib/package-queue/delete-package";
import { getPackage } from "#lib/package-queue/get-package";
import { updatePackage } from "#lib/package-queue/update-package";

export const GET = route(getPackage);
export const PATCH = route(updatePackage);
export const DELETE = route(deletePackage, { status: 204 });
