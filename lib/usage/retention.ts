const dayMs = 86_400_000;

/** How long usage lines and reports are kept: the ledger's proof of every total of the last weeks. */
export const lineRetentionDays = 35;
export const lineRetentionMs = lineRetentionDays * dayMs;

/** How long the roll-ups that charts read are kept. Quarters too: see docs/decisions/quarter-retention.md. */
export const rollupRetentionDays = 400;

/** How long a native batch id protects against a second delivery. */
export const batchRetentionDays = 7;

/** How long reports that were refused as a whole are shown to the admin. */
export const refusalRetentionDays = 90;

/** Before this instant lines and reports are dropped; a day's partition goes when all of it is older. */
export function linesKeptFrom(now: Date): Date {
  // One day more than promised, so that a line of the oldest moment still finds its partition.
  return new Date(now.getTime() - lineRetentionMs - dayMs);
}

/**
 * Before this instant roll-ups are dropped: the start of a month (UTC), the same for quarters, hours, days and the
 * fleet's own, so that what is left of a range is the same in each.
 */
export function rollupsKeptFrom(now: Date): Date {
  const oldest = new Date(now.getTime() - rollupRetentionDays * dayMs);
  return new Date(Date.UTC(oldest.getUTCFullYear(), oldest.getUTCMonth(), 1));
}
