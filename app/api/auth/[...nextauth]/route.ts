import { answerNextAuth, nextAuthGet, nextAuthPost } from "#lib/auth/answer-next-auth";
import { protocolRoute } from "#lib/http/route";

export const GET = protocolRoute(nextAuthGet, answerNextAuth);
export const POST = protocolRoute(nextAuthPost, answerNextAuth);
