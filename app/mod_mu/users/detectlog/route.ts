import { modMuDetectLog } from "#lib/fleet/protocols/mod-mu-detect-log";

export const POST = modMuDetectLog;
