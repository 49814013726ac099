import { expect, test } from "vitest";
import { withoutTrailingSlash } from "./trailing-slash.ts";

test.each([
  ["/nodes/", "/nodes"],
  ["/nodes/logs/?peer_id=a/&msg=b?", "/nodes/logs?peer_id=a/&msg=b?"],
  ["/stats/db/", "/stats/db"],
  ["/feed/", "/feed"],
  ["/nodes", "/nodes"],
  ["/nodes?x=/", "/nodes?x=/"],
  ["/nodes//", "/nodes//"],
  ["/", "/"],
  ["/admin/telemetry/", "/admin/telemetry/"],
  ["/api/v1/nodes/", "/api/v1/nodes/"],
  ["", ""],
])("%s is %s", (url, plain) => {
  expect(withoutTrailingSlash(url)).toBe(plain);
});
