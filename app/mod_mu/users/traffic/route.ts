export { modMuTraffic as POST } from "#lib/usage/ingest-routes";
