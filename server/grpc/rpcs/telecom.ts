import type { MessageInitShape } from "@bufbuild/protobuf";
import { NodeStatus, RecentRange, type Telecom, type UsageBucketSchema, type UsageTotalsSchema } from "#generated/proto/telecom_pb";
import { listNodes } from "#lib/fleet/list-nodes";
import { showStatusHistory } from "#lib/fleet/show-status-history";
import { getRecentUsage } from "#lib/usage/get-recent-usage";
import { listUsualNodes } from "#lib/usage/list-usual-nodes";
import type { UsageBucket, UsageTotals } from "#lib/usage/schema";
import { instantText, timestamp } from "../fields/instant.ts";
import { int64s } from "../fields/int64.ts";
import { numberOf, wordOf } from "../fields/words.ts";
import { type RpcsOf, rpc } from "../rpc.ts";

export const telecomRpcs: RpcsOf<typeof Telecom> = {
  getRecentTrafficUsage: rpc(
    getRecentUsage,
    ({ range, timeZone, userId }) => ({ range: wordOf(RecentRange, range), timeZone, userId }),
    ({ range, timeZone, from, to, raw, actuallyBilled, totals, previous }) => ({
      range: numberOf(RecentRange, range),
      timeZone,
      from: timestamp(from),
      to: timestamp(to),
      raw: raw.map(usageBucket),
      actuallyBilled: actuallyBilled.map(usageBucket),
      totals: usageTotals(totals),
      previous: usageTotals(previous),
    }),
  ),
  listNodes: rpc(
    listNodes,
    ({ userId }) => ({ userId }),
    ({ items }) => ({
      items: items.map(({ status, lastOnlineAt, country, ...node }) => ({
        ...node,
        status: numberOf(NodeStatus, status),
        lastOnlineAt: timestamp(lastOnlineAt),
        country: country ?? "",
      })),
    }),
  ),
  listNodeStatusHistory: rpc(
    showStatusHistory,
    ({ start, end, userId }) => ({ start: instantText(start), end: instantText(end), userId }),
    ({ start, end, items }) => ({
      start: timestamp(start),
      end: timestamp(end),
      items: items.map(({ bucketStart, ...counts }) => ({ bucketStart: timestamp(bucketStart), ...counts })),
    }),
  ),
  listUsuallyUsedNodes: rpc(
    listUsualNodes,
    ({ days, userId }) => ({ days, userId }),
    ({ items }) => ({
      items: items.map(({ upload, download, billedTraffic, ...node }) => ({ ...node, ...int64s({ upload, download, billedTraffic }) })),
    }),
  ),
};

function usageBucket({ bucketStart, upload, download }: UsageBucket): MessageInitShape<typeof UsageBucketSchema> {
  return { bucketStart: timestamp(bucketStart), ...int64s({ upload, download }) };
}

function usageTotals({ raw, billed }: UsageTotals): MessageInitShape<typeof UsageTotalsSchema> {
  return { raw: int64s(raw), billed: int64s(billed) };
}
