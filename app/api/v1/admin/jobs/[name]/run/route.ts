import { route } from "#lib/http/route";
import { runJobNow } from "#lib/jobs/run-job-now";

export const POST = route(runJobNow, { status: 202 });
