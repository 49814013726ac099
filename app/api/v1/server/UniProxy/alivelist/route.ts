import { uniProxyAliveList } from "#lib/fleet/protocols/uniproxy-alive-list";

export const GET = uniProxyAliveList;
