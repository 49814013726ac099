import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { hardwareScores } from "#lib/telemetry/hardware-scores";
import { machineInfo } from "#lib/telemetry/machine-info";
import { NodeDetail, PeerInput } from "#lib/telemetry/schema";
import { logCounts } from "./internal/log-counts.ts";
import { NodeRow, nodeColumns, nodeView } from "./internal/node-row.ts";

const wrongClockMs = 10 * 60_000;
const Row = NodeRow.extend({
  ip_addr: z.string(),
  best_hash: z.string().nullable(),
  finalized_hash: z.string().nullable(),
  target_os: z.string().nullable(),
  target_arch: z.string().nullable(),
  target_env: z.string().nullable(),
  sysinfo: z.unknown(),
  hwbench: z.unknown(),
  audit: z.boolean(),
  first_seen_at: column.instant,
  genesis_hash: z.string().nullable(),
  messages: column.count,
  connections: column.count,
});

/** @throws DomainError not_found for a peer that never named itself here, or is no longer kept */
export const showTelemetryNode = operation(
  { name: "showTelemetryNode", summary: "A chain node in full", policy: "telemetry:read", input: PeerInput, output: NodeDetail },
  async (ctx, { peerId }) => {
    const [row] = await ctx.db.rows(
      sql`select ${nodeColumns}, n.ip_addr, n.best_hash, n.finalized_hash, n.target_os, n.target_arch, n.target_env, n.sysinfo, n.hwbench, n.audit,
        n.first_seen_at, c.genesis_hash, (select coalesce(sum(qty), 0) from ${logCounts(peerId)} counts) as messages,
        (select count(*) from peer_connections where peer_id = ${peerId}) as connections
      from telemetry_node n left join peer_connections c on c.id = n.connection_id where n.peer_id = ${peerId}`,
      Row,
    );
    if (!row) throw notFound("Node");
    return {
      ...nodeView(row),
      ipAddr: row.ip_addr,
      genesisHash: row.genesis_hash,
      bestHash: row.best_hash,
      finalizedHash: row.finalized_hash,
      targetOs: row.target_os,
      targetArch: row.target_arch,
      targetEnv: row.target_env,
      machine: machineInfo(row.sysinfo),
      hardware: hardwareScores(row.hwbench),
      audit: row.audit,
      firstSeenAt: row.first_seen_at.toISOString(),
      isClockWrong: Math.abs(row.clock_ahead_ms) > wrongClockMs,
      messageCount: row.messages,
      connectionCount: row.connections,
    };
  },
);
