import { uniProxyStatus } from "#lib/fleet/protocols/uniproxy-status";

export const POST = uniProxyStatus;
