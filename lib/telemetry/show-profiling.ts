import { operation } from "#lib/auth/operation";
import { rangeText, readRange } from "#lib/telemetry/read-range";
import { Profiling, ProfilingInput } from "#lib/telemetry/schema";
import { demandNode } from "./internal/known-node.ts";
import { readProfiling } from "./internal/read-profiling.ts";

const hourMs = 3_600_000;

/** @throws DomainError not_found; validation_failed for an impossible range */
export const showProfiling = operation(
  {
    name: "showTelemetryProfiling",
    summary: "How long what took on a chain node, by target and name",
    policy: "telemetry:read",
    input: ProfilingInput,
    output: Profiling,
  },
  async (ctx, { peerId, ...asked }) => {
    const range = readRange(asked, ctx.now, hourMs);
    await demandNode(ctx.db, peerId);
    return { ...rangeText(range), ...(await readProfiling(ctx.db, range, peerId)) };
  },
);
