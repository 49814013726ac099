export { uniProxyPush as POST } from "#lib/usage/ingest-routes";
