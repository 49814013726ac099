import { z } from "zod";
import { PeerId, Range } from "#lib/telemetry/schema";
import { Instant } from "#lib/universal/identifiers";
import { Limit } from "#lib/universal/paging";

/** The last 24 hours unless said. */
export const PeerReputationInput = z.strictObject({ peerId: PeerId, ...Range });
/** What others say of a peer: now, and each change in the range. `reporterName` is null for peers that we do not know. */
export const PeerReputation = z.object({
  from: Instant,
  to: Instant,
  isCut: z.boolean(),
  reporters: z.array(
    z.object({
      reportingPeer: z.string(),
      reporterName: z.string().nullable(),
      /** Null: its newest report no longer names this peer. */
      now: z.object({ ts: Instant, reputation: z.number().int(), connected: z.boolean() }).nullable(),
      history: z.array(z.object({ ts: Instant, reputation: z.number().int(), connected: z.boolean() })),
    }),
  ),
});
export type PeerReputation = z.infer<typeof PeerReputation>;

/** `known`: only remote peers that report to us too. */
export const ReputationInput = z.strictObject({
  known: z.enum(["true", "false"]).default("false"),
  maxAgeS: z.coerce.number().int().min(1).max(31_536_000).default(60),
  limit: Limit.default(100),
});
/**
 * The newest report of each reporting peer. Numbers in `reporter` and `remotes` are places in `peers`; the three lists of a report
 * belong together. `lastReportAt` null: no node has ever reported reputation, as current ones do not.
 */
export const ReputationMatrix = z.object({
  at: Instant,
  lastReportAt: Instant.nullable(),
  peers: z.array(z.object({ peerId: z.string(), name: z.string().nullable() })),
  reports: z.array(
    z.object({
      reporter: z.number().int(),
      ts: Instant,
      receivedAt: Instant,
      remotes: z.array(z.number().int()),
      reputations: z.array(z.number().int()),
      connecteds: z.array(z.boolean()),
    }),
  ),
});
export type ReputationMatrix = z.infer<typeof ReputationMatrix>;
