import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { BenchmarkEvent, CreateBenchmarkEventInput } from "#lib/telemetry/benchmark-schema";
import { demandInstant } from "#lib/telemetry/demand-instant";
import { microsOf, microsText } from "#lib/telemetry/micros";

/** A phase of a benchmark begins or ends; now, unless `at` is said. @throws DomainError not_found */
export const createBenchmarkEvent = operation(
  {
    name: "createBenchmarkEvent",
    summary: "Add an event of a benchmark",
    policy: "telemetry:write",
    input: CreateBenchmarkEventInput,
    output: BenchmarkEvent,
  },
  (ctx, { id: benchmarkId, name, phase, ...input }) =>
    transaction(ctx.db, async (tx) => {
      const at = microsText(input.at === undefined ? microsOf(ctx.now) : demandInstant("at", input.at));
      const [row] = await tx.rows(
        sql`insert into benchmark_events (benchmark_id, name, phase, created_at)
        select id, ${name}, ${phase}, ${at}::timestamptz from benchmarks where id = ${benchmarkId}::int returning id`,
        z.object({ id: z.number() }),
      );
      if (!row) throw notFound("Benchmark");
      const event = { benchmarkId, name, phase, at };
      await audit(tx, ctx, { action: "benchmark-event.create", subjectKind: "benchmark", subjectId: benchmarkId, after: event });
      return { id: row.id, ...event };
    }),
);
