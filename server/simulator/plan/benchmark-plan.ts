/** A machine on which benchmarks run, as the panel takes it. */
export interface HostSystemPlan {
  description: string;
  os: string;
  cpuQty: number;
  /** MHz. */
  cpuClock: number;
  ramMb: number;
  diskInfo: string;
}

/** One run, as the panel takes it. */
export interface BenchmarkRun {
  startAt: Date;
  endAt: Date;
  description: string;
  chainSpec: unknown;
  benchmarkSpec: unknown;
  setup: unknown;
  hostSystemId: number;
}

/** The demo's two machines; runs take turns on them. */
export const hostSystemPlan: readonly HostSystemPlan[] = [
  {
    description: "bench-a: validator class",
    os: "Debian GNU/Linux 12 (bookworm)",
    cpuQty: 24,
    cpuClock: 2_850,
    ramMb: 128_000,
    diskInfo: "2 × 1.92 TB NVMe, mirrored",
  },
  {
    description: "bench-b: small",
    os: "Debian GNU/Linux 12 (bookworm)",
    cpuQty: 8,
    cpuClock: 3_200,
    ramMb: 32_000,
    diskInfo: "960 GB SSD",
  },
];

/** What a run does, and which part of it each takes on the first machine; the second one is slower in all but the first. */
export const phasePlan = [
  { name: "build accounts", share: 0.12, slower: 1 },
  { name: "transfer", share: 0.48, slower: 1.15 },
  { name: "staking", share: 0.3, slower: 1.3 },
] as const;
