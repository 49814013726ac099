import type { QueueItem, UserPackages } from "#lib/package-queue/schema";

/** When a waiting item will start. Each waits for the one before it, which may be used up before its time. */
export interface PlannedItem {
  item: QueueItem;
  /** What it waits for: 0 the active item, else a number of this list; null when nothing is active, so it is about to start. */
  after: number | null;
  /** Its start if the one before lasts to its end, as ISO text; null when that one never ends by time. */
  latestStart: string | null;
  /** Its start if the forecast of the active item comes true; null without one, and for all but the first. */
  expectedStart: string | null;
  /** Its end by time if it starts at the latest. */
  latestEnd: string | null;
}

/** The waiting items in their order with their times, from what is known at `now`. */
export function planQueue({ active, queue }: Pick<UserPackages, "active" | "queue">, now: Date): PlannedItem[] {
  let latestStart = active ? active.expiresAt : now.toISOString();
  let expectedStart = active?.forecastEmptyAt ?? null;
  return queue.map((item, index) => {
    const latestEnd = latestStart === null ? null : new Date(new Date(latestStart).getTime() + item.expireSeconds * 1000).toISOString();
    const after = index > 0 || active ? index : null;
    const planned = { item, after, latestStart, expectedStart, latestEnd };
    [latestStart, expectedStart] = [latestEnd, null];
    return planned;
  });
}
