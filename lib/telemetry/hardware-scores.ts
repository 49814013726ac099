import { z } from "zod";
import type { HardwareScore } from "#lib/telemetry/schema";

const Score = z.number().optional().catch(undefined);
/** `sysinfo.hwbench` as nodes send it, MB/s. Old nodes lack some; whatever is no number is not there. */
const HwBench = z.object({
  cpu_hashrate_score: Score,
  parallel_cpu_hashrate_score: Score,
  memory_memcpy_score: Score,
  disk_sequential_write_score: Score,
  disk_random_write_score: Score,
});

/** The reference machine of Polkadot's validators, MB/s. There is none for the parallel score. */
const known = [
  { name: "cpu", field: "cpu_hashrate_score", reference: 1_028 },
  { name: "parallelCpu", field: "parallel_cpu_hashrate_score", reference: null },
  { name: "memory", field: "memory_memcpy_score", reference: 14_899 },
  { name: "diskSequentialWrite", field: "disk_sequential_write_score", reference: 485 },
  { name: "diskRandomWrite", field: "disk_random_write_score", reference: 222 },
] as const;

/** What a node measured of itself, against the reference machine; empty when it told nothing. */
export function hardwareScores(hwbench: unknown): HardwareScore[] {
  const parsed = HwBench.safeParse(hwbench);
  if (!parsed.success) return [];
  return known.flatMap(({ name, field, reference }) => {
    const score = parsed.data[field];
    if (score === undefined) return [];
    return [{ name, score, reference, percent: reference === null ? null : Math.round((score / reference) * 100) }];
  });
}
