import { expect, test } from "vitest";
import { routeTable } from "./route-table.ts";

const table = routeTable([
  { method: "GET", path: "/api/v1/nodes" },
  { method: "GET", path: "/api/v1/nodes/{id}" },
  { method: "PATCH", path: "/api/v1/nodes/{id}" },
  { method: "POST", path: "/api/v1/nodes/usual" },
  { method: "GET", path: "/api/auth/{...nextauth}" },
  { method: "POST", path: "/api/auth/{...nextauth}" },
  { method: "GET", path: "/api/{...unknown}" },
  { method: "GET", path: "/mod_mu/nodes/{id}/info.json" },
]);

test.each([
  { path: "/api/v1/nodes", methods: ["GET", "HEAD", "OPTIONS"] },
  { path: "/api/v1/nodes/7", methods: ["GET", "PATCH", "HEAD", "OPTIONS"] },
  { path: "/api/v1/nodes/usual", methods: ["POST", "OPTIONS"] },
  { path: "/api/auth/callback/credentials", methods: ["GET", "POST", "HEAD", "OPTIONS"] },
  { path: "/mod_mu/nodes/3/info.json", methods: ["GET", "HEAD", "OPTIONS"] },
  { path: "/mod_mu/nodes/3/infoXjson", methods: undefined },
  { path: "/api/v1/nodes/7/more", methods: undefined },
  { path: "/api/v1/nothing", methods: undefined },
  { path: "/my/usage", methods: undefined },
])("$path has $methods", ({ path, methods }) => {
  expect(table(path)).toEqual(methods);
});
