import { route } from "#lib/http/route";
import { listPackageSeries } from "#lib/package-queue/list-package-series";

export const GET = route(listPackageSeries);
