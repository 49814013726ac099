/** Query keys of health. `all` is what `health:changed` makes stale. */
export const healthKeys = {
  all: ["health"] as const,
};
