import { z } from "zod";

const areas = [
  "usage",
  "fleet",
  "packages",
  "telemetry",
  "monitoring",
  "incidents",
  "partners",
  "relays",
  "appliances",
  "users",
  "settings",
] as const;

/** `<area>:<read|write>`. `monitoring:read` and `monitoring:write` are the two names that outside tools know. */
export const permissions = areas.flatMap((area) => [`${area}:read`, `${area}:write`] as const);
export const Permission = z.enum(
  permissions as [`${(typeof areas)[number]}:${"read" | "write"}`, ...`${(typeof areas)[number]}:${"read" | "write"}`[]],
);
export type Permission = z.infer<typeof Permission>;

export const Role = z.enum(["admin", "user"]);
export type Role = z.infer<typeof Role>;

/** A role is a set of permissions. A user has none of them: a user sees own data only. */
export function permissionsOfRole(role: Role): ReadonlySet<Permission> {
  return role === "admin" ? new Set(permissions) : new Set();
}

/**
 * What a route demands, declared beside its operation and checked by it:
 * - `public`: anyone, signed in or not;
 * - `signed-in`: any user or key; the operation shows own data only;
 * - `node`: a node server with its own token;
 * - `appliance`: an appliance with its own token, which its paths check themselves;
 * - a permission: users whose role holds it and keys that were given it.
 */
export type Policy = "public" | "signed-in" | "node" | "appliance" | Permission;
