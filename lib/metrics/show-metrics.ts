import { hostname } from "node:os";
import { operation } from "#lib/auth/operation";
import { processName } from "#lib/core/process-name";
import { CurrentMetrics, currentMetrics } from "./current-metrics.ts";
import { readLatest } from "./read-latest.ts";
import { NoInput } from "./schema.ts";

/** Everything that is measured, as of the last collection. */
export const showMetrics = operation(
  {
    name: "showMetrics",
    summary: "Every metric now; null is not known",
    policy: "monitoring:read",
    input: NoInput,
    output: CurrentMetrics,
  },
  async (ctx) => currentMetrics(await readLatest(ctx), { host: hostname(), process: processName() }),
);
