import { route } from "#lib/http/route";
import { getUserPackages } from "#lib/package-queue/get-user-packages";

export const GET = route(getUserPackages);
