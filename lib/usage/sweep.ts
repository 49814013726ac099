/** Keys `[lo, hi)` that are added to a target or taken away from it. Parts may overlap. */
export interface Part {
  lo: number;
  hi: number;
  target: number;
  sign: 1 | -1;
}

interface Stretch {
  lo: number;
  hi: number;
  moves: [target: number, sign: number][];
}

/** Cuts overlapping parts into stretches that do not, in order, each with what happens to all of its keys. */
export function sweep(parts: readonly Part[]): Stretch[] {
  const changes = parts.flatMap(({ lo, hi, target, sign }) => [
    { at: lo, target, change: sign },
    { at: hi, target, change: -sign },
  ]);
  changes.sort((a, b) => a.at - b.at);
  const running = new Map<number, number>();
  const stretches: Stretch[] = [];
  for (const [index, { at, target, change }] of changes.entries()) {
    const sign = (running.get(target) ?? 0) + change;
    if (sign === 0) running.delete(target);
    else running.set(target, sign);
    const next = changes[index + 1];
    if (next && next.at > at && running.size > 0) stretches.push({ lo: at, hi: next.at, moves: [...running] });
  }
  return stretches;
}
