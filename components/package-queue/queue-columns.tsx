"use client";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { QueueItem } from "#lib/package-queue/schema";
import { CopyId } from "../ui/copy-id.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { RelativeTime } from "../ui/relative-time.tsx";
import type { Column } from "../ui/table/column.ts";
import { QueueItemMark } from "./queue-item-mark.tsx";
import { usedWords } from "./queue-item-words.ts";

/** Opens the item's drawer over the list as it is filtered. */
function ItemLink({ id, userEmail }: QueueItem) {
  const params = new URLSearchParams(useSearchParams());
  params.set("item", id);
  return <Link href={`/admin/package-queue?${params}`}>{userEmail}</Link>;
}

export const queueColumns: Column<QueueItem>[] = [
  { id: "user", header: "User", card: "title", cell: (item) => <ItemLink {...item} /> },
  { id: "status", header: "Status", card: "mark", cell: (item) => <QueueItemMark item={item} /> },
  { id: "package", header: "Package", cell: ({ packageName }) => packageName },
  { id: "used", header: "Used (billed)", align: "end", cell: (item) => (item.status === "in_queue" ? "–" : usedWords(item)) },
  { id: "order", header: "Order", cell: ({ byOrder }) => byOrder ?? "–" },
  { id: "bought", header: "Bought", align: "end", cell: ({ createdAt }) => <ExactTime at={createdAt} style="day" /> },
  { id: "ends", header: "Ends", align: "end", cell: (item) => <End item={item} /> },
  { id: "uid", header: "Uid", align: "end", cell: ({ uid }) => uid, isExtra: true },
  { id: "id", header: "Id", align: "end", cell: ({ id }) => <CopyId id={id} />, isExtra: true },
];

function End({ item: { endedAt, expiresAt } }: { item: QueueItem }) {
  if (endedAt) return <ExactTime at={endedAt} style="day" />;
  return expiresAt ? <RelativeTime at={expiresAt} /> : "–";
}
