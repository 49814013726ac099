import { modMuTraffic } from "#lib/usage/ingest-routes";

export const POST = modMuTraffic;
