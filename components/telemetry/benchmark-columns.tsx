import Link from "next/link";
import type { Benchmark } from "#lib/telemetry/benchmark-schema";
import { formatDuration } from "#lib/universal/time-format";
import { ExactTime } from "../ui/exact-time.tsx";
import type { Column } from "../ui/table/column.ts";
import { benchmarkName } from "./benchmark-name.ts";

export const benchmarkColumns: Column<Benchmark>[] = [
  {
    id: "name",
    header: "Run",
    card: "title",
    cell: (benchmark) => <Link href={`/admin/telemetry/benchmarks/${benchmark.id}`}>{benchmarkName(benchmark)}</Link>,
  },
  { id: "id", header: "Id", align: "end", cell: ({ id }) => id },
  { id: "start", header: "Began", cell: ({ startAt }) => <ExactTime at={startAt} /> },
  {
    id: "lasted",
    header: "Lasted",
    align: "end",
    cell: ({ startAt, endAt }) => formatDuration(Date.parse(endAt) - Date.parse(startAt)),
  },
  { id: "host", header: "Host system", align: "end", cell: ({ hostSystemId }) => hostSystemId },
];
