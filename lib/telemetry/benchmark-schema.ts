import { z } from "zod";
import { ProfilingFigures } from "#lib/telemetry/schema";
import { Instant, IntegerId, PlainText } from "#lib/universal/identifiers";
import { Cursor, Limit, page } from "#lib/universal/paging";

const Text = PlainText.max(10_000);
const Count = z.number().int().min(0).max(2_147_483_647);
const HostSystemFields = { description: Text, os: Text, cpuQty: Count, cpuClock: Count, ramMb: Count, diskInfo: Text };
export const CreateHostSystemInput = z.strictObject(HostSystemFields);
/** `cpuClock` in MHz. */
export const HostSystem = z.object({ id: z.number().int(), ...HostSystemFields });
export type HostSystem = z.infer<typeof HostSystem>;
export const PageInput = z.strictObject({ limit: Limit, cursor: Cursor.optional() });
export const HostSystemList = page(HostSystem);
export type HostSystemList = z.infer<typeof HostSystemList>;

const BenchmarkFields = {
  description: Text.nullable(),
  /** Any JSON; what is in it is the runner's affair. */
  chainSpec: z.unknown(),
  benchmarkSpec: z.unknown(),
  setup: z.unknown(),
  hostSystemId: IntegerId,
};
export const CreateBenchmarkInput = z.strictObject({
  startAt: Instant,
  endAt: Instant,
  ...BenchmarkFields,
  description: Text.nullable().optional(),
  chainSpec: z.unknown().optional(),
  benchmarkSpec: z.unknown().optional(),
  setup: z.unknown().optional(),
});
export const Benchmark = z.object({
  id: z.number().int(),
  startAt: Instant,
  endAt: Instant,
  ...BenchmarkFields,
  hostSystemId: z.number().int(),
});
export type Benchmark = z.infer<typeof Benchmark>;
/** Newest first. */
export const BenchmarkList = page(Benchmark);
export type BenchmarkList = z.infer<typeof BenchmarkList>;
export const BenchmarkIdInput = z.strictObject({ id: IntegerId });
export const BenchmarkDetail = Benchmark.extend({ hostSystem: HostSystem });
export type BenchmarkDetail = z.infer<typeof BenchmarkDetail>;

export const CreateBenchmarkEventInput = z.strictObject({
  id: IntegerId,
  name: PlainText.pipe(z.string().min(1).max(256)),
  phase: PlainText.pipe(z.string().min(1).max(256)),
  at: Instant.optional(),
});
export const BenchmarkEvent = z.object({
  id: z.number().int(),
  benchmarkId: z.number().int(),
  name: z.string(),
  phase: z.string(),
  at: Instant,
});
export type BenchmarkEvent = z.infer<typeof BenchmarkEvent>;
/** In order. */
export const BenchmarkEventList = z.object({ items: z.array(BenchmarkEvent) });
export type BenchmarkEventList = z.infer<typeof BenchmarkEventList>;
/** The targets of `tracing.profiling` that any node sent between start and end. */
export const BenchmarkTargets = z.object({ items: z.array(z.object({ target: z.string() })) });
export type BenchmarkTargets = z.infer<typeof BenchmarkTargets>;

export const CompareBenchmarksInput = z.strictObject({ a: IntegerId, b: IntegerId });
/** Two runs side by side. Null: that run has no such event or target. */
export const BenchmarkComparison = z.object({
  a: BenchmarkDetail,
  b: BenchmarkDetail,
  /** There were more profiling messages than are read; the newest count. */
  isCut: z.boolean(),
  /** The nth event of a name and phase in each, ms after that run's start. */
  events: z.array(
    z.object({
      name: z.string(),
      phase: z.string(),
      nth: z.number().int(),
      aOffsetMs: z.number().nullable(),
      bOffsetMs: z.number().nullable(),
    }),
  ),
  targets: z.array(z.object({ target: z.string(), name: z.string(), a: ProfilingFigures.nullable(), b: ProfilingFigures.nullable() })),
});
export type BenchmarkComparison = z.infer<typeof BenchmarkComparison>;
