import { route } from "#lib/http/route";
import { resumeWebhook } from "#lib/notifications/resume-webhook";

export const POST = route(resumeWebhook);
