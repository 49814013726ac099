import { route } from "#lib/http/route";
import { showJobRun } from "#lib/jobs/show-job-run";

export const GET = route(showJobRun);
