import { uniProxyPush } from "#lib/usage/ingest-routes";

export const POST = uniProxyPush;
