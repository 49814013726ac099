import { z } from "zod";

/** The answer of a probe: it is one word, or a problem. */
export const Probe = z.object({ status: z.literal("ok") });
export type Probe = z.infer<typeof Probe>;
