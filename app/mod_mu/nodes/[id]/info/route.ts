import { modMuNodeInfo } from "#lib/fleet/protocols/mod-mu-node-info";
import { modMuNodeLoad } from "#lib/fleet/protocols/mod-mu-node-load";

export const GET = modMuNodeInfo;
export const POST = modMuNodeLoad;
