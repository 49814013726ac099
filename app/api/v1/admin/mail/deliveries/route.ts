import { route } from "#lib/http/route";
import { listMail } from "#lib/notifications/list-mail";

export const GET = route(listMail);
