import { route } from "#lib/http/route";
import { listJobs } from "#lib/jobs/list-jobs";

export const GET = route(listJobs);
