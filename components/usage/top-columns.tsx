import Link from "next/link";
import { sumBytes } from "#lib/universal/bytes";
import type { UsageOverview } from "#lib/usage/schema";
import { ShareBar } from "../charts/share-bar.tsx";
import { placeName } from "../fleet/country.ts";
import { BytesText } from "../ui/bytes-text.tsx";
import type { Column } from "../ui/table/column.ts";

type TopUser = UsageOverview["topUsers"][number];
type TopNode = UsageOverview["topNodes"][number];
type Moved = Pick<TopUser, "raw" | "billed">;

export const billedBytes = ({ billed }: Pick<Moved, "billed">) => sumBytes([billed.upload, billed.download]);
const rawBytes = ({ raw }: Pick<Moved, "raw">) => sumBytes([raw.upload, raw.download]);

/** Raw, billed and its share of the fleet's `total` billed bytes. */
function trafficColumns<T extends Moved>(total: bigint): Column<T>[] {
  const shareOf = (row: T) => (total > 0n ? Number((billedBytes(row) * 10_000n) / total) / 10_000 : 0);
  return [
    { id: "raw", header: "Raw", align: "end", sortBy: rawBytes, cell: (row) => <BytesText bytes={rawBytes(row)} /> },
    {
      id: "billed",
      header: "Billed",
      align: "end",
      card: "mark",
      sortBy: billedBytes,
      cell: (row) => <BytesText bytes={billedBytes(row)} />,
    },
    { id: "percent", header: "Share", align: "end", cell: (row) => `${(shareOf(row) * 100).toFixed(1)} %` },
    { id: "share", header: "Of all billed", card: "plain", width: "18%", cell: (row) => <ShareBar share={shareOf(row)} /> },
  ];
}

export const topUserColumns = (total: bigint): Column<TopUser>[] => [
  {
    id: "user",
    header: "User",
    card: "title",
    sortBy: ({ email }) => email,
    cell: ({ userId, email }) => <Link href={`/admin/users/${userId}`}>{email}</Link>,
  },
  { id: "name", header: "Name", isExtra: true, cell: ({ name }) => name || "–" },
  ...trafficColumns<TopUser>(total),
];

export const topNodeColumns = (total: bigint): Column<TopNode>[] => [
  {
    id: "node",
    header: "Node",
    card: "title",
    sortBy: ({ nodeName }) => nodeName,
    cell: ({ nodeClientId, nodeName }) => <Link href={`/admin/clients?client=${nodeClientId}`}>{nodeName}</Link>,
  },
  { id: "country", header: "Country", isExtra: true, cell: ({ country }) => placeName(country, "") || "–" },
  ...trafficColumns<TopNode>(total),
];
