import { operation } from "#lib/auth/operation";
import type { Database } from "#lib/core/database";
import { alignEvents } from "#lib/telemetry/align-events";
import { BenchmarkComparison, CompareBenchmarksInput } from "#lib/telemetry/benchmark-schema";
import { readBenchmark, readEvents, windowOf } from "./internal/benchmark-rows.ts";
import { type ProfiledSpan, readProfiling } from "./internal/read-profiling.ts";

/** Events by their offset from each run's start, and what was profiled while each ran. @throws DomainError not_found */
export const compareBenchmarks = operation(
  {
    name: "compareBenchmarks",
    summary: "Two benchmarks side by side",
    policy: "telemetry:read",
    input: CompareBenchmarksInput,
    output: BenchmarkComparison,
  },
  async ({ db }, input) => {
    const [a, b] = [await readRun(db, input.a), await readRun(db, input.b)];
    const key = ({ target, name }: ProfiledSpan) => JSON.stringify([target, name]);
    const [inA, inB] = [new Map(a.spans.map((span) => [key(span), span])), new Map(b.spans.map((span) => [key(span), span]))];
    const both = new Map([...inA, ...inB]);
    return {
      a: a.benchmark,
      b: b.benchmark,
      isCut: a.isCut || b.isCut,
      events: alignEvents({ ...a.benchmark, events: a.events }, { ...b.benchmark, events: b.events }),
      targets: [...both].map(([place, { target, name }]) => ({ target, name, a: inA.get(place) ?? null, b: inB.get(place) ?? null })),
    };
  },
);

async function readRun(db: Database, id: number) {
  const benchmark = await readBenchmark(db, id);
  const { range, peerId } = windowOf(benchmark);
  const { items: spans, isCut } = await readProfiling(db, range, peerId);
  return { benchmark, events: await readEvents(db, id), spans, isCut };
}
