import { expect, test } from "vitest";
import { alertFilterOf, alertParamsOfPage, isNarrowed } from "./alert-filter-params.ts";

const paramsOf = (search: Record<string, string>) => alertParamsOfPage(Promise.resolve(search));

test.each([
  ["nothing is what fires", {}, { status: "firing" }, false],
  ["all there ever were", { status: "all" }, {}, false],
  ["the resolved ones", { status: "resolved" }, { status: "resolved" }, false],
  ["what waits for somebody", { acknowledged: "no", muted: "no" }, { status: "firing", acknowledged: "false", muted: "false" }, true],
  ["one resource", { type: "node_server", resource: "7", status: "all" }, { resourceType: "node_server", resourceId: "7" }, true],
  ["words of a severity", { q: "disk", severity: "critical" }, { status: "firing", severity: "critical", text: "disk" }, true],
  ["what is no value is left out", { severity: "terrible", status: "?", muted: "perhaps" }, { status: "firing" }, false],
])("%s", async (_, search, filter, narrowed) => {
  const params = await paramsOf(search);
  expect(alertFilterOf(params)).toEqual(filter);
  expect(isNarrowed(params)).toBe(narrowed);
});
