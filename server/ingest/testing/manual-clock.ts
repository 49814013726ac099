import { noon } from "#lib/core/testing/instants";
import type { Clock } from "../clock.ts";

export interface ManualClock extends Clock {
  /** Time goes on by so much, and whatever is due in it is done at its moment. */
  advance(ms: number): void;
  /** The process stood still for so long: whatever was due is done once, late. */
  standStill(ms: number): void;
}

/** A clock that stands still until it is told. It begins at noon. */
export function manualClock(): ManualClock {
  let nowMs = 0;
  const repeated = new Set<{ ms: number; dueMs: number; work: () => void }>();
  return {
    nowMs: () => nowMs,
    wallMs: () => noon.getTime() + nowMs,
    every(ms, work) {
      const entry = { ms, dueMs: nowMs + ms, work };
      repeated.add(entry);
      return () => repeated.delete(entry);
    },
    advance(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        const next = [...repeated].sort((a, b) => a.dueMs - b.dueMs)[0];
        if (!next || next.dueMs > endMs) break;
        nowMs = next.dueMs;
        next.dueMs += next.ms;
        next.work();
      }
      nowMs = endMs;
    },
    standStill(ms) {
      nowMs += ms;
      for (const entry of repeated) {
        if (entry.dueMs > nowMs) continue;
        entry.dueMs = nowMs + entry.ms;
        entry.work();
      }
    },
  };
}
