import { route } from "#lib/http/route";
import { sendTestMail } from "#lib/notifications/send-test-mail";

export const POST = route(sendTestMail);
