/** Query keys of the room. Invalidate a prefix and everything below it is refetched. */
export const applianceKeys = { all: ["appliances"] as const };
