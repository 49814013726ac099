import { uniProxyAlive } from "#lib/fleet/protocols/uniproxy-alive";

export const POST = uniProxyAlive;
