import { route } from "#lib/http/route";
import { createPackage } from "#lib/package-queue/create-package";
import { listPackages } from "#lib/package-queue/list-packages";

export const GET = route(listPackages);
export const POST = route(createPackage, { status: 201 });
