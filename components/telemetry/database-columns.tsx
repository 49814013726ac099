import type { DatabaseSizes } from "#lib/telemetry/schema";
import { locale } from "#lib/universal/locale";
import { BytesText } from "../ui/bytes-text.tsx";
import type { Column } from "../ui/table/column.ts";
import { Tag } from "../ui/tag.tsx";
import { notTold } from "./node-words.ts";

type Relation = DatabaseSizes["relations"][number];
type Day = DatabaseSizes["days"][number];

const whole = new Intl.NumberFormat(locale);

export const relationColumns: Column<Relation>[] = [
  { id: "relation", header: "Table", card: "title", sortBy: ({ relation }) => relation, cell: ({ relation }) => relation },
  {
    id: "bytes",
    header: "Size",
    align: "end",
    card: "mark",
    sortBy: ({ bytes }) => BigInt(bytes),
    cell: ({ bytes }) => <BytesText bytes={bytes} />,
  },
  {
    id: "rows",
    header: "Rows, about",
    align: "end",
    sortBy: ({ rowsEstimate }) => rowsEstimate,
    cell: ({ rowsEstimate }) => (rowsEstimate === null ? notTold : whole.format(Math.round(rowsEstimate))),
  },
  {
    id: "partitions",
    header: "Partitions",
    align: "end",
    sortBy: ({ partitions }) => partitions,
    cell: ({ partitions }) => whole.format(partitions),
  },
];

export const dayColumns: Column<Day>[] = [
  {
    id: "day",
    header: "Day (UTC)",
    card: "title",
    sortBy: ({ day }) => day,
    cell: ({ day, audit }) => (
      <>
        {day} {audit && <Tag title="Kept for ever">audit</Tag>}
      </>
    ),
  },
  {
    id: "bytes",
    header: "Size",
    align: "end",
    card: "mark",
    sortBy: ({ bytes }) => BigInt(bytes),
    cell: ({ bytes }) => <BytesText bytes={bytes} />,
  },
  {
    id: "rows",
    header: "Messages, about",
    align: "end",
    sortBy: ({ rowsEstimate }) => rowsEstimate,
    cell: ({ rowsEstimate }) => (rowsEstimate === null ? notTold : whole.format(Math.round(rowsEstimate))),
  },
];
