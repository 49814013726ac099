import type { Package } from "#lib/package-queue/schema";
import { formatDuration } from "#lib/universal/time-format";
import { BytesText } from "../ui/bytes-text.tsx";
import { CopyId } from "../ui/copy-id.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import type { Column } from "../ui/table/column.ts";
import { Tag } from "../ui/tag.tsx";

const dayS = 86_400;

/** `30 days` of whole days, else as other durations: `36 h`. */
export function durationWords(expireSeconds: number): string {
  if (expireSeconds % dayS !== 0) return formatDuration(expireSeconds * 1000);
  return expireSeconds === dayS ? "1 day" : `${expireSeconds / dayS} days`;
}

export const packageColumns: Column<Package>[] = [
  { id: "name", header: "Package", card: "title", sortBy: ({ name }) => name, cell: ({ name }) => name },
  {
    id: "state",
    header: "Version",
    card: "mark",
    sortBy: ({ version }) => version,
    cell: ({ version, isMaster, retiredAt }) => (
      <Tag isAccent={isMaster && !retiredAt}>{`v${version}${retiredAt ? ", retired" : isMaster ? ", sold now" : ""}`}</Tag>
    ),
  },
  {
    id: "limit",
    header: "Traffic (billed)",
    align: "end",
    sortBy: ({ trafficLimit }) => BigInt(trafficLimit),
    cell: ({ trafficLimit }) => <BytesText bytes={trafficLimit} />,
  },
  {
    id: "duration",
    header: "Lasts",
    align: "end",
    sortBy: ({ expireSeconds }) => expireSeconds,
    cell: ({ expireSeconds }) => durationWords(expireSeconds),
  },
  {
    id: "group",
    header: "Group",
    align: "end",
    sortBy: ({ availableGroup }) => availableGroup,
    cell: ({ availableGroup }) => availableGroup,
  },
  {
    id: "devices",
    header: "Devices",
    align: "end",
    sortBy: ({ maxClientNumber }) => maxClientNumber || null,
    cell: ({ maxClientNumber }) => (maxClientNumber === 0 ? "any number" : maxClientNumber),
  },
  {
    id: "created",
    header: "Created",
    align: "end",
    sortBy: (item) => item.createdAt,
    cell: (item) => <ExactTime at={item.createdAt} style="day" />,
  },
  { id: "id", header: "Id", align: "end", cell: ({ id }) => <CopyId id={id} />, isExtra: true },
];
