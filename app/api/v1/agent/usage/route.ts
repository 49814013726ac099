export { nativeUsage as POST } from "#lib/usage/ingest-routes";
