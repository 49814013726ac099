import { oddValue, pick } from "./bad-text.ts";

type Random = () => number;

const types = [
  "system.connected",
  "system.interval",
  "system.network_state",
  "sysinfo.hwbench",
  "block.import",
  "notify.finalized",
  "afg.authority_set",
  "tracing.profiling",
  "txpool.import",
] as const;
const fields = [
  "network_id",
  "name",
  "chain",
  "version",
  "implementation",
  "authority",
  "startup_time",
  "genesis_hash",
  "sysinfo",
  "height",
  "best",
  "finalized_height",
  "peers",
  "txcount",
  "bandwidth_upload",
  "used_state_cache_size",
  "cpu_hashrate_score",
  "state",
  "time",
  "target",
  "number",
] as const;

/** A message with an envelope that is right as often as not, and fields that are not: `id`, `ts` and `msg` at the worst. */
export function oddMessage(random: Random): string {
  const said = fields.filter(() => random() < 0.4).map((field) => `"${field}":${oddValue(random)}`);
  const state = `"state":{"peerId":${oddValue(random)},"peerset":{"nodes":{"peer":{"reputation":${oddValue(random)},"connected":${oddValue(random)}}}}}`;
  const msg = random() < 0.1 ? oddValue(random) : `"${pick(random, types)}"`;
  const ts = random() < 0.1 ? oddValue(random) : `"${new Date().toISOString()}"`;
  const payload = `{${[`"msg":${msg}`, ...said, ...(random() < 0.2 ? [state] : [])].join(",")}}`;
  if (random() < 0.3) return `${payload.slice(0, -1)},"ts":${ts}}`;
  // Ids of three nodes, so that the socket is not closed for too many.
  const id = random() < 0.1 ? pick(random, ["-1", "1.5", '"1"', "null", "18446744073709551616"]) : String(1 + Math.floor(random() * 3));
  return `{"id":${id},"ts":${ts},"payload":${random() < 0.05 ? oddValue(random) : payload}}`;
}
