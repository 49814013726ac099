import { expect, test } from "vitest";
import { auditHref } from "./audit-href.ts";
import { actorHref, subjectHref } from "./subject-href.ts";

test.each([
  [auditHref({}), "/admin/audit"],
  [auditHref({ kind: "user", subject: "a b", actor: undefined }), "/admin/audit?kind=user&subject=a+b"],
  [auditHref({ actorId: "1", action: "" }), "/admin/audit?actorId=1"],
  [subjectHref("user", "u1"), "/admin/users/u1"],
  [subjectHref("node-server", "3"), "/admin/servers/3"],
  [subjectHref("node-client", "3"), "/admin/clients?client=3"],
  [subjectHref("job", "usage.purge"), "/admin/jobs?job=usage.purge"],
  [subjectHref("api-key", "a&b"), "/admin/keys?key=a%26b"],
  [subjectHref("webhook", "w1"), "/admin/events?tab=webhooks&webhook=w1"],
  [subjectHref("setting", "usage.rollupRetentionDays"), "/admin/settings"],
  [subjectHref("telemetry-node", "12D3/x"), "/admin/telemetry/nodes/12D3%2Fx"],
  [subjectHref("chain", "Lantern Assets"), "/admin/telemetry?chain=Lantern%20Assets"],
  [subjectHref("telemetry-token", "t1"), "/admin/telemetry/tokens"],
  [subjectHref("benchmark", "7"), "/admin/telemetry/benchmarks/7"],
  [subjectHref("host-system", "1"), "/admin/telemetry/benchmarks"],
  [subjectHref("thing", "1"), undefined],
  [actorHref("user", "u1"), "/admin/users/u1"],
  [actorHref("api_key", "k1"), "/admin/keys?key=k1"],
  [actorHref("system", "s"), undefined],
  [actorHref("user", null), undefined],
])("%s", (href, expected) => {
  expect(href).toBe(expected);
});
