import { ingest } from "#lib/ingest/ingest-route";

export const POST = ingest;
