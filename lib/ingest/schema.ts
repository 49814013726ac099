import { z } from "zod";
import { PlainText } from "#lib/universal/identifiers";

/** Of one message or body; more is refused as a whole. */
export const maxItems = 1_000;

export const IngestKind = z.enum(["telemetry", "usage", "heartbeat"]);
export type IngestKind = z.infer<typeof IngestKind>;

/**
 * One thing that a node server reports and wants acknowledged. `id` is the sender's, unique for the server: the same item again is
 * acknowledged and not stored twice. `ts` (RFC 3339) is when it happened. `payload`: a native usage report without or with a
 * `batchId`, a native heartbeat, or a message of chain telemetry in either envelope.
 */
export const IngestItem = z.object({
  id: PlainText.min(1).max(64),
  ts: z.string().max(64).describe("RFC 3339: when it happened"),
  kind: IngestKind,
  payload: z.record(z.string(), z.unknown()),
});

/**
 * Why an item was not stored. `bad_item`: not an item; `bad_payload`: not what its kind says; `id_conflict`: the id was used for
 * another body; `batch_conflict`, `counter_went_backwards`: the ledger refused the report; `too_many_nodes`: more chain nodes than
 * one server may carry; `forbidden`: the token was replaced meanwhile; `unstorable`: the database refused it, alone as well. The last
 * three end by themselves.
 */
export const NackCode = z.enum([
  "bad_item",
  "bad_payload",
  "id_conflict",
  "batch_conflict",
  "counter_went_backwards",
  "too_many_nodes",
  "forbidden",
  "unstorable",
  "database_unavailable",
  "shutting_down",
  "internal",
]);
export type NackCode = z.infer<typeof NackCode>;

/** `retry`: whether the same item may be taken later. `id` is null where it cannot be read; then `index` is the item's place. */
export const Nack = z.object({
  id: z.string().nullable(),
  index: z.number().int().optional(),
  code: NackCode,
  retry: z.boolean(),
  reason: z.string(),
});
export type Nack = z.infer<typeof Nack>;

/** A line of an acknowledged usage report that was not counted; sending it again would not help. At most 50 of an item. */
export const RejectedItemLine = z.object({ id: z.string(), index: z.number().int(), code: z.string(), detail: z.string() });
export type RejectedItemLine = z.infer<typeof RejectedItemLine>;

/** `ack`: committed, now or before. Every item stands in exactly one of `ack` and `nack`. */
export const IngestAnswer = z.object({ ack: z.array(z.string()), nack: z.array(Nack), rejected: z.array(RejectedItemLine) });
export type IngestAnswer = z.infer<typeof IngestAnswer>;
