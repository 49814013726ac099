import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { readOriginalReports } from "./read-reports.ts";
import { ReputationInput, Reputations } from "./shapes.ts";

/** `GET /reputation/logged`: the same of those peers only that report to us themselves. */
export const originalReputationLogged = operation(
  {
    name: "originalReputationLogged",
    summary: "Newest reputation report of each chain node, of known nodes only",
    policy: "telemetry:read",
    input: ReputationInput,
    output: z.array(Reputations),
  },
  (ctx, input) => readOriginalReports(ctx, input, { isKnown: true }),
);
