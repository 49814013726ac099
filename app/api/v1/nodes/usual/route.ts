import { route } from "#lib/http/route";
import { listUsualNodes } from "#lib/usage/list-usual-nodes";

export const GET = route(listUsualNodes);
