import { type Permission, permissions } from "#lib/auth/permissions";

export type Access = "read" | "write";

/** One area with its two permissions, in the order of the closed list. */
export interface PermissionGroup {
  area: string;
  read: Permission;
  write: Permission;
}

const areas = [...new Set(permissions.map((permission) => permission.split(":")[0] ?? ""))];
export const permissionGroups: readonly PermissionGroup[] = areas.map((area) => {
  const [read, write] = permissions.filter((permission) => permission.startsWith(`${area}:`));
  if (!read || !write) throw new Error(`The area ${area} lacks a permission`);
  return { area, read, write };
});

/** For a table's cell: `everything`, `read everything`, else the areas: `usage, fleet (write)`. */
export function permissionWords(held: readonly Permission[]): string {
  const has = new Set(held);
  if (permissions.every((permission) => has.has(permission))) return "everything";
  const reads = permissionGroups.every(({ read }) => has.has(read));
  if (reads && permissionGroups.every(({ write }) => !has.has(write))) return "read everything";
  const words = permissionGroups.flatMap(({ area, read, write }) => {
    if (has.has(write)) return [has.has(read) ? `${area} (read, write)` : `${area} (write)`];
    return has.has(read) ? [area] : [];
  });
  return words.length > 0 ? words.join(", ") : "none that this version knows";
}
