import Link from "next/link";
import type { QueueItem } from "#lib/package-queue/schema";
import { formatBytes, sumBytes } from "#lib/universal/bytes";
import { Facts } from "../admin/facts.tsx";
import { ShareBar } from "../charts/share-bar.tsx";
import { BytesText } from "../ui/bytes-text.tsx";
import { CopyId } from "../ui/copy-id.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { QueueItemMark } from "./queue-item-mark.tsx";
import { usedWords } from "./queue-item-words.ts";

/** What an item is, whose, what was used of it, and when what happened to it. */
export function QueueItemFacts({ item }: { item: QueueItem }) {
  const quota = sumBytes([item.trafficLimit, item.adjustQuota]);
  const used = sumBytes([item.used.upload, item.used.download]);
  const times = [
    ["Bought", item.createdAt],
    ["Started", item.activatedAt],
    [item.endedAt ? "Would have expired" : "Expires", item.expiresAt],
    ["Ended", item.endedAt],
  ] as const;
  return (
    <>
      <ShareBar share={quota > 0n ? Number(used) / Number(quota) : 1} />
      <Facts
        items={[
          ["Status", <QueueItemMark key="status" item={item} />],
          [
            "User",
            <Link key="user" href={`/admin/users/${item.userId}`}>
              {item.userEmail}
            </Link>,
          ],
          ["Uid", <CopyId key="uid" id={item.uid} what="uid" />],
          ["Used (billed)", usedWords(item)],
          ["Limit as bought", <BytesText key="limit" bytes={item.trafficLimit} />],
          ["Adjusted by", adjustmentWords(item.adjustQuota)],
          ["Order", item.byOrder ?? "–"],
          ...times.flatMap(([name, at]) => (at ? [[name, <ExactTime key={name} at={at} />] as const] : [])),
          ["Id", <CopyId key="id" id={item.id} />],
        ]}
      />
    </>
  );
}

function adjustmentWords(adjustQuota: string): string {
  const bytes = BigInt(adjustQuota);
  if (bytes === 0n) return "nothing";
  return `${bytes > 0n ? "+" : ""}${formatBytes(bytes)}`;
}
