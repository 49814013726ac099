import { modMuAliveIp } from "#lib/fleet/protocols/mod-mu-alive-ip";

export const POST = modMuAliveIp;
