import type { NodeView } from "#lib/telemetry/schema";

/** A validator that is well, called `name`. */
export function node(name: string, changes: Partial<NodeView> = {}): NodeView {
  return {
    peerId: `peer-of-${name}`,
    name,
    chainKey: "0x01",
    chain: "Lantern",
    version: "1.18.2-3b1ae46ff5a",
    implementation: "Parity Polkadot",
    authority: true,
    status: "connected",
    startedAt: "2026-11-20T08:00:00Z",
    connectedAt: "2026-11-20T08:00:01Z",
    lastSeenAt: "2026-11-20T12:00:00Z",
    disconnectedAt: null,
    clockAheadMs: 0,
    bestHeight: 23_650_101,
    bestAt: "2026-11-20T11:59:58Z",
    blockTimeMs: 6_000,
    propagationMs: 210,
    finalizedHeight: 23_650_099,
    finalizedAt: "2026-11-20T11:59:58Z",
    peers: 39,
    txCount: 3,
    uploadBytesPerS: 219_731,
    downloadBytesPerS: 184_223,
    stateCacheBytes: "6712334",
    ...changes,
  };
}
