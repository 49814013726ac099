import { commentAlert } from "#lib/alerting/comment-alert";
import { route } from "#lib/http/route";

export const POST = route(commentAlert);
