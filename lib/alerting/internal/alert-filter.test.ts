import { expect, test } from "vitest";
import { alertFilter, isOfResource } from "./alert-filter.ts";

const resource = { resourceType: "node_server", resourceId: "7" };

test.each([
  ["a resource", resource, true],
  ["its alerts of a status", { ...resource, status: "firing" as const }, true],
  ["what nobody asked for is undefined", { ...resource, severity: undefined, text: undefined }, true],
  ["a severity of it: rare or common", { ...resource, severity: "critical" as const }, false],
  ["words in it", { ...resource, text: "offline" }, false],
  ["only a type", { resourceType: "node_server" }, false],
  ["only an id", { resourceId: "7" }, false],
  ["nothing", {}, false],
])("%s", (_, filter, isOne) => {
  expect(isOfResource(filter)).toBe(isOne);
});

test("texts that are prepared do not grow with what is asked: values are parameters, a status is one of two words", () => {
  const texts = ["1", "2", "3"].map((resourceId) => alertFilter({ ...resource, resourceId }).text);
  expect(new Set(texts).size).toBe(1);
  expect(alertFilter({ ...resource, status: "firing" }).values).toEqual(["node_server", "7"]);
});
