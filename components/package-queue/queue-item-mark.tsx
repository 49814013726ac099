import type { QueueItem } from "#lib/package-queue/schema";
import { StatusMark } from "../ui/status-mark.tsx";
import { statusWords } from "./queue-item-words.ts";

/** What became of an item, in words that begin large. */
export function QueueItemMark({ item, isPill = false }: { item: Pick<QueueItem, "status" | "consumedBy">; isPill?: boolean }) {
  const words = statusWords(item);
  return (
    <StatusMark tone={item.status === "active" ? "ok" : "unknown"} isPill={isPill}>
      {words.charAt(0).toUpperCase() + words.slice(1)}
    </StatusMark>
  );
}
