import { z } from "zod";

/** `limit` of every list: default 50, at most 500. */
export const Limit = z.coerce.number().int().min(1).max(500).default(50);
/** `offset` of the lists whose original pages that way. */
export const Offset = z.coerce.number().int().min(0).max(10_000_000).default(0);
/** An opaque place in a list, from `nextCursor`. */
export const Cursor = z.string().min(1).max(1024);

/** `{ items, nextCursor }` of a list of `item`. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** The same with `total`, for lists that page by offset too. */
export function countedPage<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.number().int() });
}

/** Writes the sort key of the last row as an opaque cursor. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(key))))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/**
 * Reads a cursor made by `encodeCursor`, checked against the key's schema. Undefined for anything else, which the
 * caller answers with 400 naming `cursor`.
 */
export function decodeCursor<K extends z.ZodType>(cursor: string, key: K): z.output<K> | undefined {
  try {
    const text = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    const parsed = key.safeParse(JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (char) => char.charCodeAt(0)))));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Cuts a result fetched with `limit + 1` rows into a page. */
export function cutPage<T>(
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => readonly (string | number)[],
): { items: T[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null };
}
