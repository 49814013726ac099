import { expect, test } from "vitest";
import { resourceHref } from "./resource-href.ts";

test.each([
  ["node_server", "7", "/admin/servers/7"],
  ["user", "u-1", "/admin/users/u-1"],
  ["job", "fleet.purge", "/admin/jobs?job=fleet.purge"],
  ["queue", "billing-events", "/admin/events?state=dead"],
  ["queue", "unheard-of", undefined],
  ["appliance", "a-1", "/admin/appliances/a-1"],
  ["repository", "a-1/nightly", "/admin/appliances/a-1"],
  ["disk", "sda", undefined],
  ["node_server", "", undefined],
])("%s %s", (resourceType, resourceId, href) => {
  expect(resourceHref({ resourceType, resourceId })).toBe(href);
});
