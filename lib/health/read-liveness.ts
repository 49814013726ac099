import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { Probe } from "#lib/health/schema";

/** Answers as long as the process does. */
export const readLiveness = operation(
  { name: "readLiveness", summary: "The process is up", policy: "public", input: z.strictObject({}), output: Probe },
  async () => ({ status: "ok" as const }),
);
