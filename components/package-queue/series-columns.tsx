import Link from "next/link";
import type { PackageSeries } from "#lib/package-queue/schema";
import { locale } from "#lib/universal/locale";
import { BytesText } from "../ui/bytes-text.tsx";
import { CopyId } from "../ui/copy-id.tsx";
import { ExactTime } from "../ui/exact-time.tsx";
import type { Column } from "../ui/table/column.ts";
import { PackageMark } from "./package-mark.tsx";
import { boughtCount, devicesWords, durationWords } from "./package-words.ts";

const number = new Intl.NumberFormat(locale);

/** The terms are the master's; the counts are of all versions. */
export const seriesColumns: Column<PackageSeries>[] = [
  {
    id: "name",
    header: "Package",
    card: "title",
    cell: ({ master }) => <Link href={`/admin/packages?package=${master.id}`}>{master.name}</Link>,
  },
  { id: "state", header: "State", card: "mark", cell: ({ master }) => <PackageMark sold={master} /> },
  {
    id: "version",
    header: "Version",
    align: "end",
    cell: ({ master, versions }) => (versions === 1 ? `v${master.version}` : `v${master.version} of ${versions}`),
  },
  { id: "limit", header: "Traffic (billed)", align: "end", cell: ({ master }) => <BytesText bytes={master.trafficLimit} /> },
  { id: "duration", header: "Lasts", align: "end", cell: ({ master }) => durationWords(master.expireSeconds) },
  { id: "group", header: "Group", align: "end", cell: ({ master }) => master.availableGroup },
  { id: "devices", header: "Devices", align: "end", cell: ({ master }) => devicesWords(master.maxClientNumber), isExtra: true },
  { id: "bought", header: "Bought", align: "end", cell: ({ items }) => number.format(boughtCount(items)) },
  { id: "active", header: "Active", align: "end", cell: ({ items }) => number.format(items.active) },
  { id: "waiting", header: "Waiting", align: "end", cell: ({ items }) => number.format(items.inQueue) },
  {
    id: "created",
    header: "Sold since",
    align: "end",
    cell: ({ master }) => <ExactTime at={master.createdAt} style="day" />,
    isExtra: true,
  },
  { id: "series", header: "Series", align: "end", cell: ({ series }) => <CopyId id={series} what="series" />, isExtra: true },
];
