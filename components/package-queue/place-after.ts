export type Move = "first" | "up" | "down" | "last";

/** In front of which item `id` goes by a move: null is the end, undefined is where it stands already. */
export function placeAfter(order: readonly string[], id: string, move: Move): string | null | undefined {
  const place = order.indexOf(id);
  const isFirst = place <= 0;
  const isLast = place === order.length - 1;
  switch (move) {
    case "first":
      return isFirst ? undefined : order[0];
    case "up":
      return isFirst ? undefined : order[place - 1];
    case "down":
      return isLast ? undefined : (order[place + 2] ?? null);
    case "last":
      return isLast ? undefined : null;
  }
}
