import { z } from "zod";
import { validationFailed } from "#lib/auth/operation";
import { isFields } from "#lib/telemetry/message";
import { type Micros, readMicros } from "#lib/telemetry/micros";
import { PeerId } from "#lib/telemetry/schema";
import { PlainText } from "#lib/universal/identifiers";

/** How durations of an interval become one number. */
export const AggregateType = z.enum(["mean", "median", "min", "max", "percentile90"]);
export type AggregateType = z.infer<typeof AggregateType>;

/** Only these messages have durations. */
const profilingMsg = "tracing.profiling";
const target = { peer_id: PeerId, msg: PlainText.pipe(z.string().min(1).max(256)) };
const Start = z.string("must be ISO 8601 text, such as 2026-11-20T10:00:00").transform((text, ctx) => {
  const micros = readMicros(text);
  if (micros === undefined) ctx.addIssue({ code: "custom", message: "must be ISO 8601, such as 2026-11-20T10:00:00 (UTC) or with a zone" });
  return micros ?? 0n;
});
const Interval = z.int("must be whole seconds, 1 to 3600").min(1).max(3_600);
/** Clients of the original write "" or null for none. */
const Type = z.preprocess((value) => (value === "" ? undefined : (value ?? undefined)), AggregateType.optional());

const Subscribe = z
  .strictObject({
    interest: z.literal("subscribe"),
    ...target,
    start_time: Start,
    aggregate_type: Type,
    aggregate_interval: Interval.nullable().optional(),
  })
  .superRefine(({ msg, aggregate_type: type, aggregate_interval: interval }, ctx) => {
    if (!type) return;
    if (interval == null)
      ctx.addIssue({ code: "custom", path: ["aggregate_interval"], message: "must be given with aggregate_type, in seconds" });
    if (msg !== profilingMsg) ctx.addIssue({ code: "custom", path: ["aggregate_type"], message: `only ${profilingMsg} can be aggregated` });
  });
const Unsubscribe = z.object({ interest: z.literal("unsubscribe"), ...target });
const Request = z.discriminatedUnion("interest", [Subscribe, Unsubscribe], "must be either subscribe or unsubscribe");

/** What a client of `/feed` wants. */
export type FeedRequest =
  | { interest: "subscribe"; peerId: string; msg: string; start: Micros; aggregate: Aggregate | undefined }
  | { interest: "unsubscribe"; peerId: string; msg: string };

export interface Aggregate {
  type: AggregateType;
  intervalS: number;
}

/** Reads one message of a client; `error` names what is wrong with it. */
export function readFeedRequest(text: string): FeedRequest | { error: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { error: "The message is not valid JSON" };
  }
  if (!isFields(json)) return { error: "The message must be a JSON object" };
  const parsed = Request.safeParse(json);
  if (!parsed.success) return { error: validationFailed(parsed.error).message };
  const { peer_id: peerId, msg } = parsed.data;
  if (parsed.data.interest === "unsubscribe") return { interest: "unsubscribe", peerId, msg };
  const { start_time: start, aggregate_type: type, aggregate_interval: intervalS } = parsed.data;
  return { interest: "subscribe", peerId, msg, start, aggregate: type && intervalS ? { type, intervalS } : undefined };
}
