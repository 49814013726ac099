/** A stretch of time with one UTC offset: `[fromS, toS)`, epoch seconds; `offsetS` is added to UTC to read the local clock. */
export interface OffsetSpan {
  fromS: number;
  toS: number;
  offsetS: number;
}

const dayS = 86_400;
/** Spans are found and remembered in blocks of this length. */
const blockS = 32 * dayS;

/** Zones have many spellings (case does not matter), so what is remembered is bounded. */
const maxFormatters = 1_000;
const maxBlocks = 10_000;
const formatters = new Map<string, Intl.DateTimeFormat>();
const blocks = new Map<string, readonly OffsetSpan[]>();

/** The zone's UTC offset at an instant, in seconds; independent of the process's own zone. @throws RangeError for an unknown zone */
export function offsetAt(timeZone: string, atS: number): number {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    if (formatters.size >= maxFormatters) formatters.clear();
    formatter = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset", year: "numeric" });
    formatters.set(timeZone, formatter);
  }
  // "1999, GMT-03:30", "1999, GMT+05:41:16", "1999, GMT"
  const found = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(formatter.format(atS * 1000));
  if (!found) throw new RangeError(`No offset for ${timeZone}`);
  const [, sign, hours = "0", minutes = "0", seconds = "0"] = found;
  const offsetS = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return sign === "-" ? -offsetS : offsetS;
}

/** The offsets of `[fromS, toS)` (whole seconds), in order and without gaps; neighbours differ. */
export function offsetSpans(timeZone: string, fromS: number, toS: number): OffsetSpan[] {
  const spans: OffsetSpan[] = [];
  for (let block = Math.floor(fromS / blockS); block * blockS < toS; block++) {
    for (const span of spansOfBlock(timeZone, block)) {
      const last = spans.at(-1);
      if (last?.offsetS === span.offsetS) last.toS = span.toS;
      else spans.push({ ...span });
    }
  }
  return spans
    .filter((span) => span.toS > fromS && span.fromS < toS)
    .map((span) => ({ ...span, fromS: Math.max(span.fromS, fromS), toS: Math.min(span.toS, toS) }));
}

/** No zone has ever changed its clock twice within a day, so one look a day finds every change. */
function spansOfBlock(timeZone: string, block: number): readonly OffsetSpan[] {
  const key = `${block} ${timeZone}`;
  const known = blocks.get(key);
  if (known) return known;
  const endS = (block + 1) * blockS;
  const spans: OffsetSpan[] = [];
  let span = { fromS: block * blockS, toS: endS, offsetS: offsetAt(timeZone, block * blockS) };
  for (let beforeS = span.fromS; beforeS < endS; beforeS += dayS) {
    const offsetS = offsetAt(timeZone, beforeS + dayS);
    if (offsetS === span.offsetS) continue;
    const changeS = firstSecondWith(timeZone, offsetS, beforeS, beforeS + dayS);
    if (changeS === endS) continue;
    spans.push({ ...span, toS: changeS });
    span = { fromS: changeS, toS: endS, offsetS };
  }
  spans.push(span);
  if (blocks.size >= maxBlocks) blocks.clear();
  blocks.set(key, spans);
  return spans;
}

/** Bisects `(beforeS, afterS]` for the second at which `offsetS` begins. */
function firstSecondWith(timeZone: string, offsetS: number, beforeS: number, afterS: number): number {
  let [without, having] = [beforeS, afterS];
  while (having - without > 1) {
    const middle = Math.floor((without + having) / 2);
    if (offsetAt(timeZone, middle) === offsetS) having = middle;
    else without = middle;
  }
  return having;
}
