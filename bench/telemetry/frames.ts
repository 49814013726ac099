const hex = (seed: number) => `0x${(seed * 2_654_435_761).toString(16).padStart(16, "0").slice(0, 16).repeat(4)}`;
const voter = (seed: number) => `5${(seed * 48_271).toString(36).toUpperCase().padStart(47, "G").slice(0, 47)}`;
const voters = (seed: number, count: number) => JSON.stringify(Array.from({ length: count }, (_, index) => voter(seed + index)));

/**
 * What a validator says within a few blocks, in the order in which it says it; commits carry most of the bytes. In the mean a
 * frame has 529 bytes, as those of the specification's figures.
 */
const kinds: readonly ((height: number) => Record<string, unknown>)[] = [
  (height) => ({ best: hex(height), height, msg: "block.import", origin: "NetworkBroadcast" }),
  (height) => ({ future: 1, msg: "txpool.import", ready: height % 50 }),
  (height) => ({ msg: "afg.received_prevote", target_hash: hex(height), target_number: String(height - 2), voter: `"${voter(height)}"` }),
  (height) => ({ msg: "afg.received_precommit", target_hash: hex(height), target_number: String(height - 2), voter: `"${voter(height)}"` }),
  (height) => ({
    contains_precommits_signed_by: voters(height, 30),
    msg: "afg.received_commit",
    target_hash: hex(height),
    target_number: String(height - 2),
  }),
  (height) => ({ hash: hex(height), msg: "afg.finalized_blocks_up_to", number: String(height - 2) }),
  (height) => ({ best: hex(height), height: String(height - 2), msg: "notify.finalized" }),
  (height) => ({
    best: hex(height),
    finalized_hash: hex(height),
    finalized_height: height - 2,
    height,
    msg: "system.interval",
    txcount: 3,
    used_state_cache_size: 6_712_334,
  }),
  (height) => ({ bandwidth_download: 184_223, bandwidth_upload: 219_731 + height, msg: "system.interval", peers: 39 }),
  (height) => ({ authorities: voters(height, 31), authority_id: voter(height), authority_set_id: "2551", msg: "afg.authority_set" }),
];

/** Where the instant begins in a frame's text, from its end: it is fixed in width, so a later one can be put in its place. */
const instantLength = "2026-11-20T07:30:00.000000Z".length;
export const instantFromEnd = instantLength + 2;

/** Message `number` of a node: the first one says who it is. */
export function messageText(node: number, number: number, at: string): string {
  const payload = number === 0 ? connected(node) : kinds[number % kinds.length]?.(1_000_000 + Math.floor(number / kinds.length));
  return JSON.stringify({ id: 1, payload, ts: at });
}

export function peerId(node: number): string {
  return `12D3KooW${node.toString(36).toUpperCase().padStart(44, "Q")}`;
}

function connected(node: number) {
  return {
    authority: true,
    chain: "Bench",
    config: "",
    genesis_hash: hex(1),
    implementation: "Parity Polkadot",
    msg: "system.connected",
    name: `bench-${node}`,
    network_id: peerId(node),
    startup_time: "1795159797000",
    sysinfo: null,
    version: "1.18.2-3b1ae46ff5a",
  };
}

/** µs since 1970 as the text that stands in a frame. */
export function instantText(microseconds: number): string {
  const ms = Math.floor(microseconds / 1000);
  return `${new Date(ms).toISOString().slice(0, -1)}${String(microseconds - ms * 1000).padStart(3, "0")}Z`;
}

/** A binary WebSocket frame as a client sends it. Its mask is zero, which leaves the payload readable and costs nobody time. */
export function frameOf(text: string): Buffer {
  const payload = Buffer.from(text);
  const isLong = payload.length > 125;
  const head = Buffer.alloc(isLong ? 8 : 6);
  head[0] = 0x82;
  head[1] = 0x80 | (isLong ? 126 : payload.length);
  if (isLong) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}
