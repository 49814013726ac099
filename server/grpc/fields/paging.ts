/** What a list request says about its page. */
interface PageRequest {
  limit?: number | undefined;
  offset?: number | undefined;
  cursor?: string | undefined;
}

/** An empty cursor is where the last answer ended, or none: both begin at the first page. */
export function pageOf({ limit, offset, cursor }: PageRequest) {
  return { limit, offset, cursor: cursor === "" ? undefined : cursor };
}

/** A page of an answer, each item spelt by `write`. */
export function pageAnswer<T, W>(
  page: { items: readonly T[]; nextCursor: string | null; total: number },
  write: (item: T) => W,
): { items: W[]; nextCursor: string; total: number } {
  return { items: page.items.map(write), nextCursor: page.nextCursor ?? "", total: page.total };
}
