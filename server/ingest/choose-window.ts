/** A batch waits at least so long: messages of one node come in bursts. */
const leastMs = 5;
/** Of the database's time at most one part in so many is spent on batches of a few messages. */
const share = 20;

/**
 * How long the first message of a batch waits for others. Writing costs the same for few and for many, so a slow database
 * is asked less often: twenty times as long as its last write took, never longer than the operator allows.
 */
export function chooseWindowMs(lastWriteMs: number, mostMs: number): number {
  return Math.min(mostMs, Math.max(leastMs, lastWriteMs * share));
}
