import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { Benchmark, CreateBenchmarkInput } from "#lib/telemetry/benchmark-schema";
import { demandInstant } from "#lib/telemetry/demand-instant";
import { microsText } from "#lib/telemetry/micros";

/** @throws DomainError unprocessable for a machine that is not there, or an end before the start */
export const createBenchmark = operation(
  {
    name: "createBenchmark",
    summary: "Add a benchmark that ran",
    policy: "telemetry:write",
    input: CreateBenchmarkInput,
    output: Benchmark,
  },
  (ctx, { description = null, chainSpec = null, benchmarkSpec = null, setup = null, ...input }) => {
    // Text of one length, which sorts as time does.
    const startAt = microsText(demandInstant("startAt", input.startAt));
    const endAt = microsText(demandInstant("endAt", input.endAt));
    if (endAt < startAt) throw impossible("endAt", "must not be before the start");
    return transaction(ctx.db, async (tx) => {
      const [row] = await tx.rows(
        sql`insert into benchmarks (ts_start, ts_end, description, chain_spec, benchmark_spec, setup, host_system_id)
        select ${startAt}::timestamptz, ${endAt}::timestamptz, ${description}, ${jsonOf(chainSpec)}::json, ${jsonOf(benchmarkSpec)}::json,
          ${jsonOf(setup)}::json, id from host_systems where id = ${input.hostSystemId}::int returning id`,
        z.object({ id: z.number() }),
      );
      if (!row) throw impossible("hostSystemId", `there is no host system ${input.hostSystemId}`);
      const { hostSystemId } = input;
      const kept = { startAt, endAt, description, hostSystemId };
      await audit(tx, ctx, { action: "benchmark.create", subjectKind: "benchmark", subjectId: row.id, after: kept });
      return { id: row.id, ...kept, chainSpec, benchmarkSpec, setup };
    });
  },
);

function jsonOf(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

function impossible(path: string, detail: string): DomainError {
  return new DomainError("unprocessable", `${path}: ${detail}`, { errors: [{ path, code: "impossible", detail }] });
}
