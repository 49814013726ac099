import { uniProxyConfig } from "#lib/fleet/protocols/uniproxy-config";

export const GET = uniProxyConfig;
