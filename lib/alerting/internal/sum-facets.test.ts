import fc from "fast-check";
import { expect, test } from "vitest";
import { AlertSource, AlertState, Severity } from "../schema.ts";
import { type AlertGroup, sumFacets } from "./sum-facets.ts";

const group = (over: Partial<AlertGroup>): AlertGroup => ({
  status: "firing",
  severity: "critical",
  source: "node",
  is_acknowledged: false,
  is_muted: false,
  count: 1,
  ...over,
});

test("without a choice every facet counts everything", () => {
  const facets = sumFacets([group({ count: 3 }), group({ severity: "info", is_muted: true, count: 4 })], {});
  expect(facets).toMatchObject({ total: 7, status: { firing: 7, resolved: 0 }, severity: { critical: 3, info: 4, warning: 0 } });
  expect(facets).toMatchObject({ acknowledged: 0, unacknowledged: 7, muted: 4, unmuted: 3 });
  expect(Object.keys(facets.source).sort()).toEqual([...AlertSource.options].sort());
});

test("a facet says what another choice of its own would bring, under the other choices", () => {
  const groups = [
    group({ count: 1 }),
    group({ severity: "warning", count: 10 }),
    group({ status: "resolved", count: 100 }),
    group({ status: "resolved", severity: "warning", count: 1_000 }),
  ];
  const facets = sumFacets(groups, { status: "firing", severity: "critical" });
  expect(facets).toMatchObject({ total: 1, status: { firing: 1, resolved: 100 }, severity: { critical: 1, warning: 10, info: 0 } });
  expect(facets.source.node).toBe(1);
});

test("each count is what a list with that choice would have", () => {
  const groups = fc.array(
    fc.record({
      status: fc.constantFrom(...AlertState.options),
      severity: fc.constantFrom(...Severity.options),
      source: fc.constantFrom("node" as const, "queue" as const),
      is_acknowledged: fc.boolean(),
      is_muted: fc.boolean(),
      count: fc.integer({ min: 1, max: 50 }),
    }),
    { maxLength: 30 },
  );
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const chosen = fc.record({
    status: maybe(fc.constantFrom(...AlertState.options)),
    severity: maybe(fc.constantFrom(...Severity.options)),
    source: maybe(fc.constantFrom(...AlertSource.options)),
    acknowledged: maybe(fc.boolean()),
    muted: maybe(fc.boolean()),
  });
  fc.assert(
    fc.property(groups, chosen, (all, choice) => {
      const facets = sumFacets(all, choice);
      const totalOf = (change: Partial<typeof choice>) => sumFacets(all, { ...choice, ...change }).total;
      for (const status of AlertState.options) expect(facets.status[status]).toBe(totalOf({ status }));
      for (const severity of Severity.options) expect(facets.severity[severity]).toBe(totalOf({ severity }));
      for (const source of AlertSource.options) expect(facets.source[source]).toBe(totalOf({ source }));
      expect(facets.acknowledged).toBe(totalOf({ acknowledged: true }));
      expect(facets.unacknowledged).toBe(totalOf({ acknowledged: false }));
      expect(facets.muted).toBe(totalOf({ muted: true }));
      expect(facets.unmuted).toBe(totalOf({ muted: false }));
    }),
  );
});
