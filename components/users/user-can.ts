import type { Me } from "#lib/auth/schema";

/** What the person who looks may do and see beside the accounts themselves. */
export interface UserCan {
  write: boolean;
  readPackages: boolean;
  writePackages: boolean;
  readUsage: boolean;
  /** Audit log and API keys. */
  readSettings: boolean;
}

export function userCan(held: ReadonlySet<Me["permissions"][number]>): UserCan {
  return {
    write: held.has("users:write"),
    readPackages: held.has("packages:read"),
    writePackages: held.has("packages:write"),
    readUsage: held.has("usage:read"),
    readSettings: held.has("settings:read"),
  };
}
