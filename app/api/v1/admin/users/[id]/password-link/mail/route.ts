import { route } from "#lib/http/route";
import { mailPasswordLink } from "#lib/notifications/mail-password-link";

export const POST = route(mailPasswordLink);
