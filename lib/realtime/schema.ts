import { z } from "zod";
import { Instant } from "#lib/universal/identifiers";
import { streamTypes } from "./stream-types.ts";

/** What the address of the event stream may say. */
export const EventStreamInput = z.strictObject({
  /** The last number that was seen: what came after it is told first. */
  since: z
    .string()
    .regex(/^\d{1,18}$/, "must be the id of a message")
    .optional(),
  /** Only these types, separated by commas. */
  types: z
    .string()
    .max(1_000)
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(streamTypes as [string, ...string[]])))
    .optional(),
  ticket: z.string().min(1).max(200).optional(),
});
export type EventStreamInput = z.infer<typeof EventStreamInput>;

export const CreateEventTicketInput = z.strictObject({});
/** `ticket` opens one WebSocket, until `expiresAt`. */
export const EventTicket = z.object({ ticket: z.string(), expiresAt: Instant });
export type EventTicket = z.infer<typeof EventTicket>;
