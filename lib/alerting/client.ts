/** Query keys of alerting. `all` is what `alert:*` events make stale. */
export const alertKeys = {
  all: ["alerts"] as const,
};
