const dayMs = 86_400_000;

/** Before this instant what is kept so many days goes. */
export function keptFrom(now: Date, days: number): Date {
  return new Date(now.getTime() - days * dayMs);
}

/**
 * Before this instant roll-ups are dropped: the start of a month (UTC), the same for quarters, hours, days and the
 * fleet's own, so that what is left of a range is the same in each.
 */
export function rollupsKeptFrom(now: Date, days: number): Date {
  const oldest = keptFrom(now, days);
  return new Date(Date.UTC(oldest.getUTCFullYear(), oldest.getUTCMonth(), 1));
}

/** Before this instant usage lines and reports are dropped; a day's partition goes when all of it is older. */
export function linesKeptFrom(now: Date, days: number): Date {
  // One day more than promised, so that a line of the oldest moment still finds its partition.
  return keptFrom(now, days + 1);
}
