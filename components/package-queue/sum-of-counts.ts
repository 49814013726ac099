import type { QueueStatus, SeriesCount } from "#lib/package-queue/schema";

const fields = { in_queue: "inQueue", active: "active", consumed: "consumed", cancelled: "cancelled" } as const;

type Counts = Omit<SeriesCount, "series" | "name">;

/** Items of one status, or of all. */
export function countOf(row: Counts, status: QueueStatus | null): number {
  return status === null ? row.inQueue + row.active + row.consumed + row.cancelled : row[fields[status]];
}

/** All series together. */
export function sumOf(rows: readonly Counts[]): Counts {
  const sum: Counts = { inQueue: 0, active: 0, consumed: 0, cancelled: 0 };
  for (const row of rows) for (const field of Object.values(fields)) sum[field] += row[field];
  return sum;
}
