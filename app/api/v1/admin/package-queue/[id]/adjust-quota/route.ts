import { route } from "#lib/http/route";
import { adjustQuota } from "#lib/package-queue/adjust-quota";

export const POST = route(adjustQuota);
