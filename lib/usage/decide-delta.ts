/** What was last seen of one cumulative counter pair. */
export interface CounterState {
  bootId: string;
  upload: bigint;
  download: bigint;
}

export type Delta =
  | { kind: "counted"; upload: bigint; download: bigint; reason: "first_seen" | "grew" | "new_boot" }
  | { kind: "went_backwards"; field: "upload" | "download"; was: bigint; is: bigint };

/**
 * How much a cumulative counter moved. Seen for the first time, or under a new boot id, it started from zero: all of
 * it counts. Under the same boot id it can only grow.
 */
export function decideDelta(previous: CounterState | undefined, next: CounterState): Delta {
  if (!previous) return { kind: "counted", upload: next.upload, download: next.download, reason: "first_seen" };
  if (previous.bootId !== next.bootId) return { kind: "counted", upload: next.upload, download: next.download, reason: "new_boot" };
  if (next.upload < previous.upload) return { kind: "went_backwards", field: "upload", was: previous.upload, is: next.upload };
  if (next.download < previous.download) return { kind: "went_backwards", field: "download", was: previous.download, is: next.download };
  return { kind: "counted", upload: next.upload - previous.upload, download: next.download - previous.download, reason: "grew" };
}
