import type { Outbox } from "./outbox.ts";

/** What senders share. */
export interface Course {
  /** Where the server is now. */
  url(): string;
  random: () => number;
  /** Whether new items are made; what waits is delivered in any case. */
  isMaking(): boolean;
  isGivenUp(): boolean;
  acknowledged(count: number): void;
  /** A socket that had been open ended. */
  socketClosed(code: number): void;
  /** An answer over HTTP that stored nothing. */
  refused(status: number, tookMs: number, retryAfter: string | null): void;
}

/** Whether a sender is done: nothing new, and nothing that waits. */
export function isOver(course: Course, box: Outbox): boolean {
  return course.isGivenUp() || (!course.isMaking() && box.waiting.size === 0);
}
