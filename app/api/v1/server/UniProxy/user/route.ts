import { uniProxyUser } from "#lib/fleet/protocols/uniproxy-user";

export const GET = uniProxyUser;
