import { z } from "zod";
import { readMicros } from "#lib/telemetry/micros";
import { PeerId } from "#lib/telemetry/schema";
import { IntegerId, PlainText } from "#lib/universal/identifiers";

/**
 * What the paths of the original analytics server (paritytech/substrate-analytics) take and answer: snake_case, times without a
 * zone are UTC. Where it took anything and went on with its defaults, a bad parameter is refused by name here.
 */
export const Time = z
  .string()
  .max(64)
  .refine((text) => readMicros(text) !== undefined, "must be ISO 8601, such as 2026-11-20T10:00:00 (UTC) or with a zone")
  .meta({ type: "string", format: "date-time" });
const Limit = z.coerce.number().int().min(1).max(10_000).default(100);

export const NodesInput = z.strictObject({});
export const Node = z.object({
  id: z.int(),
  ip_addr: z.string(),
  peer_id: z.string(),
  created_at: Time,
  audit: z.boolean(),
  name: z.string(),
  chain: z.string(),
  version: z.string(),
  authority: z.boolean(),
  startup_time: z.int().nullable(),
  implementation: z.string(),
});

export const LogStatsInput = z.strictObject({ peer_id: PeerId });
export const LogStat = z.object({ qty: z.int(), log_type: z.string() });

/** Both times are excluded. `start_time` is 24 hours before `end_time` unless said, and that is now. */
export const LogsInput = z.strictObject({
  peer_id: PeerId,
  msg: PlainText.min(1).max(256).optional(),
  target: PlainText.max(256).optional(),
  start_time: Time.optional(),
  end_time: Time.optional(),
  limit: Limit,
});
/** `logs` is the frame as it came, in whichever envelope. */
export const Log = z.object({
  ip_addr: z.string(),
  peer_id: z.string(),
  msg: z.string(),
  created_at: Time,
  logs: z.record(z.string(), z.unknown()),
});

export const ReputationInput = z.strictObject({ max_age_s: z.coerce.number().int().min(1).max(31_536_000).default(60), limit: Limit });
export const PeerReputationInput = ReputationInput.extend({ peer_id: PeerId });
export const PeerReputation = z.object({ reporting_peer: z.string(), reputation: z.int(), connected: z.boolean(), ts: Time });
/** The three lists belong together. */
export const Reputations = z.object({
  reporting_peer: z.string(),
  remote_peer: z.array(z.string()),
  reputation: z.array(z.int()),
  connected: z.array(z.boolean()),
  ts: Time,
});

export const DatabaseStat = z.object({ relation: z.string(), size: z.string(), size_bytes: z.string() });

const Text = PlainText.max(10_000);
const Count = z.number().int().min(0).max(2_147_483_647);
export const NewHostSystem = z.strictObject({
  description: Text,
  os: Text,
  cpu_qty: Count,
  cpu_clock: Count,
  ram_mb: Count,
  disk_info: Text,
});
export const HostSystem = NewHostSystem.extend({ id: z.int() });

const BodyId = z.number().int().min(1).max(2_147_483_647);
export const NewBenchmark = z.strictObject({
  ts_start: Time,
  ts_end: Time,
  description: Text.nullable().optional(),
  chain_spec: z.unknown().optional(),
  benchmark_spec: z.unknown().optional(),
  setup: z.unknown().optional(),
  host_system_id: BodyId,
});
export const Benchmark = NewBenchmark.extend({ id: z.int(), description: z.string().nullable() });
export const BenchmarkIdInput = z.strictObject({ id: IntegerId });

const EventName = PlainText.pipe(z.string().min(1).max(256));
export const NewBenchmarkEvent = z.strictObject({ benchmark_id: BodyId, name: EventName, phase: EventName, created_at: Time.optional() });
export const BenchmarkEvent = z.object({ id: z.int(), benchmark_id: z.int(), name: z.string(), phase: z.string(), created_at: Time });
export const Target = z.object({ target: z.string() });
