import { expect, test } from "vitest";
import { bodyLimitOf } from "./kind-of-path.ts";

test.each([
  ["/api/v1/monitoring/rules", 1],
  ["/api/v1/monitoring/rules/import", 8],
  ["/api/v1/monitoring/rules/import/x", 1],
  ["/api/v1/server/UniProxy/push", 8],
  ["/api/v1/server/UniProxyTwo", 1],
  ["/api/v1/appliances/7/inventory", 8],
  ["/api/v1/appliances/7", 1],
  ["/mod_mu/users", 8],
])("%s takes %d MiB", (path, mebibytes) => {
  expect(bodyLimitOf(path)).toBe(mebibytes * 1024 * 1024);
});
