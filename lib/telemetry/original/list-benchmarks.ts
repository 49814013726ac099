import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { readBenchmarks } from "../internal/benchmark-rows.ts";
import { benchmarkInSnakeCase } from "./benchmark-views.ts";
import { Benchmark, NodesInput } from "./shapes.ts";

const most = 10_000;

/** `GET /benchmarks`: the ten thousand that began last, newest first. */
export const originalBenchmarks = operation(
  {
    name: "originalBenchmarks",
    summary: "Benchmarks, newest first",
    policy: "telemetry:read",
    input: NodesInput,
    output: z.array(Benchmark),
  },
  async ({ db }) => (await readBenchmarks(db, sql`order by b.ts_start desc, b.id desc limit ${most}`)).map(benchmarkInSnakeCase),
);
