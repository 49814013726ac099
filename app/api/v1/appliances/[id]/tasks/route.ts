import { postTasks } from "#lib/appliances/ingest-routes";
import { listApplianceTasks } from "#lib/appliances/list-appliance-tasks";
import { route } from "#lib/http/route";

export const GET = route(listApplianceTasks);
export const POST = postTasks;
