import { z } from "zod";
import { NodeStatus } from "#lib/fleet/schema";

/** A change of status that was really made. */
export const ChangedStatus = z.object({
  id: z.number().int(),
  name: z.string(),
  previous: NodeStatus,
  status: NodeStatus,
  reason: z.string(),
});
export type ChangedStatus = z.output<typeof ChangedStatus>;
