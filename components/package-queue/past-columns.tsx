import type { QueueItem } from "#lib/package-queue/schema";
import { sumBytes } from "#lib/universal/bytes";
import { BytesText } from "../ui/bytes-text.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import type { Column } from "../ui/table/column.ts";
import { endWords } from "./end-words.ts";
import { quotaNote } from "./quota-note.ts";

const usedOf = ({ used }: QueueItem) => sumBytes([used.upload, used.download]);
const quotaOf = ({ trafficLimit, adjustQuota }: QueueItem) => sumBytes([trafficLimit, adjustQuota]);

/** Packages that ended, as their user sees them. */
export const pastColumns: Column<QueueItem>[] = [
  { id: "name", header: "Package", card: "title", sortBy: ({ packageName }) => packageName, cell: ({ packageName }) => packageName },
  {
    id: "end",
    header: "Ended by",
    card: "mark",
    sortBy: endWords,
    cell: (item) => <StatusMark tone="unknown">{endWords(item)}</StatusMark>,
  },
  { id: "used", header: "Used (billed)", align: "end", sortBy: usedOf, cell: (item) => <BytesText bytes={usedOf(item)} /> },
  {
    id: "quota",
    header: "Quota",
    align: "end",
    sortBy: quotaOf,
    cell: (item) => (
      <span title={quotaNote(item)}>
        <BytesText bytes={quotaOf(item)} />
        {item.adjustQuota !== "0" && " adjusted"}
      </span>
    ),
  },
  {
    id: "download",
    header: "Download",
    align: "end",
    sortBy: ({ used }) => BigInt(used.download),
    cell: ({ used }) => <BytesText bytes={used.download} />,
  },
  {
    id: "upload",
    header: "Upload",
    align: "end",
    sortBy: ({ used }) => BigInt(used.upload),
    cell: ({ used }) => <BytesText bytes={used.upload} />,
  },
  {
    id: "started",
    header: "Started",
    align: "end",
    sortBy: ({ activatedAt }) => activatedAt,
    cell: ({ activatedAt }) => (activatedAt ? <ExactTime at={activatedAt} style="minute" /> : "never"),
  },
  {
    id: "ended",
    header: "Ended",
    align: "end",
    sortBy: ({ endedAt }) => endedAt,
    cell: ({ endedAt }) => (endedAt ? <ExactTime at={endedAt} style="minute" /> : "–"),
  },
  { id: "order", header: "Order", align: "end", sortBy: ({ byOrder }) => byOrder, cell: ({ byOrder }) => byOrder ?? "–", isExtra: true },
];
