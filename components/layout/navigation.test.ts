import { describe, expect, test } from "vitest";
import { activeHref, navigation, navigationFor } from "./navigation.ts";

describe("navigationFor", () => {
  test("a user sees the own area only", () =>
    expect(navigationFor({ permissions: [] }).map((section) => section.label)).toEqual(["My account"]));
  test("permissions open single items", () => {
    const [fleet] = navigationFor({ permissions: ["users:read"] });
    expect(fleet?.items.map((item) => item.href)).toEqual(["/admin/users"]);
  });
});

test.each([
  ["/my", "/my"],
  ["/my/nodes", "/my/nodes"],
  ["/my/nodes/7", "/my/nodes"],
  ["/admin", "/admin"],
  ["/admin/servers/3", "/admin/servers"],
  ["/sign-in", undefined],
  ["/mynodes", undefined],
])("%s belongs to %s", (pathname, href) => expect(activeHref(pathname, navigation)).toBe(href));

test("shortcuts and addresses are unique", () => {
  const items = navigation.flatMap((section) => section.items);
  expect(new Set(items.map((item) => item.shortcut)).size).toBe(items.length);
  expect(new Set(items.map((item) => item.href)).size).toBe(items.length);
});
