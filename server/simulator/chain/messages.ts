import type { ChainNodePlan, ChainPlan } from "../plan/chain-plan.ts";
import type { Block } from "../story/chain-story.ts";

/** A message's own fields, without envelope and time. Shapes are those of current and old Substrate nodes. */
export interface Payload {
  msg: string;
  [field: string]: unknown;
}

/** A message in its node's envelope, ready for the socket. Current nodes send binary frames, old ones text. */
export function frameOf({ envelope, id }: Pick<ChainNodePlan, "envelope" | "id">, payload: Payload, at: Date): Buffer | string {
  const ts = `${at.toISOString().slice(0, -1)}${String(payload.msg.length * 7919)
    .padStart(6, "0")
    .slice(0, 6)}+00:00`;
  if (envelope === "v2") return Buffer.from(JSON.stringify({ id, payload, ts }));
  return JSON.stringify({ ...payload, level: "INFO", ts });
}

export function connected(node: ChainNodePlan, chain: ChainPlan, peerId: string, startedAt: Date): Payload {
  const identity = {
    msg: "system.connected",
    authority: node.isAuthority,
    chain: chain.name,
    config: "",
    implementation: node.implementation,
    name: node.name,
    network_id: peerId,
    startup_time: String(startedAt.getTime()),
    version: node.version,
  };
  if (node.envelope === "v1") return identity;
  const sysinfo = {
    cpu: node.cpu,
    memory: node.memoryGib * 2 ** 30,
    core_count: node.cores,
    linux_kernel: "6.1.0-28-amd64",
    linux_distro: "Debian GNU/Linux 12 (bookworm)",
    is_virtual_machine: node.cores < 16,
  };
  return { ...identity, genesis_hash: chain.genesisHash, sysinfo, target_arch: "x86_64", target_env: "gnu", target_os: "linux" };
}

/** Scores in MB/s, around those of the reference machine. */
export function hardwareBenchmark({ speed }: ChainNodePlan): Payload {
  return {
    msg: "sysinfo.hwbench",
    cpu_hashrate_score: Math.round(1_028 * speed),
    parallel_cpu_hashrate_score: Math.round(1_028 * speed * 0.94),
    memory_memcpy_score: Math.round(14_899 * speed),
    disk_sequential_write_score: Math.round(485 * speed * 1.4),
    disk_random_write_score: Math.round(222 * speed * 1.3),
  };
}

export function interval(best: Block, final: Block, transactions: number): Payload {
  return {
    msg: "system.interval",
    best: best.hash,
    height: best.height,
    finalized_hash: final.hash,
    finalized_height: final.height,
    txcount: transactions,
    used_state_cache_size: 6_000_000 + (best.height % 1_000) * 900,
  };
}

export function networkInterval(peers: number, downloadBytesPerS: number, uploadBytesPerS: number): Payload {
  return {
    msg: "system.interval",
    peers,
    bandwidth_download: Math.round(downloadBytesPerS),
    bandwidth_upload: Math.round(uploadBytesPerS),
  };
}

export function blockImported({ height, hash }: Block, isOwn: boolean): Payload {
  return { msg: "block.import", best: hash, height, origin: isOwn ? "Own" : "NetworkBroadcast" };
}

/** Heights of finality are decimal strings on the wire. */
export function finalized({ height, hash }: Block): Payload {
  return { msg: "notify.finalized", best: hash, height: String(height) };
}

/** What an author tells of the making of its block. */
export function authored(slot: number, { height, hash }: Block): Payload[] {
  return [
    { msg: "slots.starting_authorship", slot_num: slot },
    { msg: "prepared_block_for_proposing", hash, number: String(height) },
    { msg: "slots.pre_sealed_block", hash_now: hash, hash_previously: hash, header_num: String(height) },
  ];
}

/** What a voter hears of the round that makes a block final. */
export function votes({ height, hash }: Block, voters: readonly string[]): Payload[] {
  return voters.flatMap((voter) => {
    const target = { target_hash: hash, target_number: String(height), voter: JSON.stringify(voter) };
    return [
      { msg: "afg.received_prevote", ...target },
      { msg: "afg.received_precommit", ...target },
    ];
  });
}

export function transactionsImported(ready: number, future: number): Payload {
  return { msg: "txpool.import", ready, future };
}

/** Where a runtime spends its time, ns as a decimal string; told by nodes that are being profiled. */
export function profiled(target: string, name: string, timeNs: number): Payload {
  return { msg: "tracing.profiling", line: "98", name, target, time: String(Math.round(timeNs)), values: "" };
}

/** What a legacy node thinks of those it knows. */
export function networkState(peerId: string, known: readonly { peerId: string; reputation: number; connected: boolean }[]): Payload {
  const nodes = Object.fromEntries(
    known.map(({ peerId: id, reputation, connected: isConnected }) => [id, { connected: isConnected, reputation }]),
  );
  return {
    msg: "system.network_state",
    state: {
      peerId,
      averageDownloadPerSec: 21_892,
      averageUploadPerSec: 21_208,
      externalAddresses: ["/ip4/203.0.113.7/tcp/30333"],
      listenedAddresses: ["/ip4/203.0.113.7/tcp/30333", "/ip4/127.0.0.1/tcp/30333"],
      peerset: { message_queue: 0, nodes },
    },
  };
}
