import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { readOriginalReports } from "./read-reports.ts";
import { ReputationInput, Reputations } from "./shapes.ts";

/** `GET /reputation`: the newest report of each peer, the last one first. */
export const originalReputation = operation(
  {
    name: "originalReputation",
    summary: "Newest reputation report of each chain node",
    policy: "telemetry:read",
    input: ReputationInput,
    output: z.array(Reputations),
  },
  (ctx, input) => readOriginalReports(ctx, input, { isKnown: false }),
);
