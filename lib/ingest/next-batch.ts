import type { ItemEnvelope } from "#lib/ingest/read-message";

/** Of one transaction: short enough that nobody waits long for its locks. */
const [mostItems, mostBytes] = [500, 256 * 1024];

/**
 * As many items from the front as one transaction takes, at least one. An id that comes a second time waits for the next: what the
 * first one's fate is decides what it is.
 */
export function nextBatch<T extends Pick<ItemEnvelope, "id" | "payload">>(items: readonly T[]): T[] {
  const ids = new Set<string>();
  const batch: T[] = [];
  let bytes = 0;
  for (const item of items) {
    bytes += item.payload.length;
    if (batch.length > 0 && (bytes > mostBytes || batch.length >= mostItems || ids.has(item.id))) break;
    ids.add(item.id);
    batch.push(item);
  }
  return batch;
}
