import { route } from "#lib/http/route";
import { listJobRuns } from "#lib/jobs/list-job-runs";

export const GET = route(listJobRuns);
