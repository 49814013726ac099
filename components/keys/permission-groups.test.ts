import { expect, test } from "vitest";
import { type Permission, permissions } from "#lib/auth/permissions";
import { permissionGroups, permissionWords } from "./permission-groups.ts";

test("every permission stands in one group", () => {
  expect(permissionGroups.flatMap(({ read, write }) => [read, write])).toEqual(permissions);
});

test.each<[readonly Permission[], string]>([
  [permissions, "everything"],
  [permissions.filter((permission) => permission.endsWith(":read")), "read everything"],
  [["usage:read", "fleet:read", "fleet:write", "users:write"], "usage, fleet (read, write), users (write)"],
  [[], "none that this version knows"],
])("%j", (held, words) => {
  expect(permissionWords(held)).toBe(words);
});
