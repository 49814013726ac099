/** A time of arrival, both ends included, ms since 1970. */
export interface ArrivalRange {
  fromMs: number;
  toMs: number;
}

/** So many pieces are looked at by themselves: a batch that was late must not make a second into an hour. */
const mostPieces = 8;

/** The same time in the fewest pieces: what touches is one, and beyond eight the closest are joined. */
export function mergeRanges(ranges: readonly ArrivalRange[]): ArrivalRange[] {
  const sorted = [...ranges].sort((a, b) => a.fromMs - b.fromMs);
  const pieces: ArrivalRange[] = [];
  for (const { fromMs, toMs } of sorted) {
    const last = pieces.at(-1);
    if (last && fromMs <= last.toMs + 1) last.toMs = Math.max(last.toMs, toMs);
    else pieces.push({ fromMs, toMs });
  }
  while (pieces.length > mostPieces) joinClosest(pieces);
  return pieces;
}

function joinClosest(pieces: ArrivalRange[]): void {
  let closest = 0;
  const gapAfter = (index: number) => (pieces[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY) - (pieces[index]?.toMs ?? 0);
  for (let index = 1; index < pieces.length - 1; index++) if (gapAfter(index) < gapAfter(closest)) closest = index;
  const [left, right] = pieces.slice(closest, closest + 2);
  if (left && right) pieces.splice(closest, 2, { fromMs: left.fromMs, toMs: right.toMs });
}
