import { modMuDetectRules } from "#lib/fleet/protocols/mod-mu-detect-rules";

export const GET = modMuDetectRules;
