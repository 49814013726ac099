import { nativeUsage } from "#lib/usage/ingest-routes";

export const POST = nativeUsage;
