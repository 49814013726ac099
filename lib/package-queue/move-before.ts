/** The order with `id` in front of `before`, at the end for null. Both must be in it. */
export function moveBefore(order: readonly string[], id: string, before: string | null): string[] {
  if (before === id) return [...order];
  const others = order.filter((other) => other !== id);
  const place = before === null ? others.length : others.indexOf(before);
  return others.toSpliced(place, 0, id);
}
