import { acknowledgeByLink } from "#lib/alerting/acknowledge-by-link";
import { showAcknowledgeLink } from "#lib/alerting/show-acknowledge-link";
import { route } from "#lib/http/route";

export const GET = route(showAcknowledgeLink);
export const POST = route(acknowledgeByLink);
