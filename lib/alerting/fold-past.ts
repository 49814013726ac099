import type { AlertState, AlertTiming } from "./alert-state.ts";
import type { PastPoint, PastRange } from "./condition.ts";
import { decideTransition, type Present, type Transition } from "./decide-transition.ts";

/** How often rules are evaluated; the past is folded at the same instants. */
export const slotMs = 30_000;

/** A firing as it would have been. */
export interface PastFiring {
  /** The condition became true. */
  began: Date;
  fired: Date;
  /** Null for one that was not over at the end of the range. */
  ended: Date | null;
  /** The alert of the firing before, once more. */
  isReopened: boolean;
  /** The worst value while it lasted; null where the kind has no figure. */
  peak: number | null;
}

/** The worse of two figures. */
export type Worse = (a: number, b: number) => number;

/**
 * The engine over what was true in the past: the same decision at the same 30 s slots. Slots at which nothing can change (the
 * same observation, no delay that ends) would only count and are left out, so ninety quiet days cost no more than their points.
 * Before the first point nothing is known of a resource, and nothing is decided.
 */
export function foldPast(points: readonly PastPoint[], timing: AlertTiming, range: PastRange, worse: Worse = Math.max): PastFiring[] {
  const firings: PastFiring[] = [];
  let present: Present = { open: undefined, ended: undefined };
  let peak: number | null = null;
  let index = -1;
  let at = slotAt(Math.max(range.from.getTime(), points[0]?.at.getTime() ?? Number.POSITIVE_INFINITY));
  while (at < range.to.getTime()) {
    while (isReached(points[index + 1], at)) index++;
    const point = points[index];
    if (!point) break;
    const after = decideTransition(present, point.observation, timing, new Date(at));
    note(firings, after, new Date(at));
    peak = after.open ? worst(present.open ? peak : null, point.observation === "true" ? point.value : null, worse) : null;
    const last = firings.at(-1);
    if (last && after.open?.status === "firing") last.peak = peak;
    present = after;
    at = nextSlot(at, points[index + 1], present.open, timing);
  }
  return firings;
}

function isReached(point: PastPoint | undefined, at: number): boolean {
  return point !== undefined && point.at.getTime() <= at;
}

/** The first slot at or after an instant. */
function slotAt(ms: number): number {
  return Math.ceil(ms / slotMs) * slotMs;
}

function note(firings: PastFiring[], { open, steps }: Transition, now: Date): void {
  for (const { kind } of steps) {
    if (open && (kind === "fired" || kind === "reopened"))
      firings.push({ began: open.startedAt, fired: now, ended: null, isReopened: kind === "reopened", peak: null });
    const last = firings.at(-1);
    if (last && kind === "resolved") last.ended = now;
  }
}

function worst(a: number | null, b: number | null, worse: Worse): number | null {
  if (a === null || b === null) return a ?? b;
  return worse(a, b);
}

/** The next slot at which something can change: another observation, or a delay that is over. */
function nextSlot(at: number, next: PastPoint | undefined, open: AlertState | undefined, timing: AlertTiming): number {
  const due = [next?.at.getTime()];
  if (open?.status === "pending") due.push(open.startedAt.getTime() + timing.forSeconds * 1000);
  if (open?.clearSince) due.push(open.clearSince.getTime() + timing.clearSeconds * 1000);
  const later = due.flatMap((ms) => (ms === undefined ? [] : [slotAt(ms)])).filter((slot) => slot > at);
  return Math.min(...later, Number.POSITIVE_INFINITY);
}
