import { describe, expect, test } from "vitest";
import { type PlacedRoute, parentOptions, placeOf, placeOptions } from "./route-tree.ts";

const route = (id: string, parentId: string | null, depth: number): PlacedRoute => ({ id, parentId, depth, name: id.toUpperCase() });
/** As the API answers: parents before their children. */
const routes = [
  route("all", null, 0),
  route("nodes", "all", 1),
  route("de", "nodes", 2),
  route("berlin", "de", 3),
  route("fr", "nodes", 2),
  route("disks", "all", 1),
];
const ids = (options: { value: string }[]) => options.map(({ value }) => value);

describe("where a route may hang", () => {
  test("a new one anywhere, shown as the tree is", () => {
    expect(parentOptions(routes, undefined).map(({ label }) => label.replaceAll("\u2003", "-"))).toEqual([
      "ALL",
      "-NODES",
      "--DE",
      "---BERLIN",
      "--FR",
      "-DISKS",
    ]);
  });
  test("not below itself, nor below what hangs from it", () => {
    expect(ids(parentOptions(routes, "nodes"))).toEqual(["all", "disks"]);
    expect(ids(parentOptions(routes, "de"))).toEqual(["all", "nodes", "fr", "disks"]);
  });
  test("not deeper than six, with all that hangs from it", () => {
    const deep = Array.from({ length: 6 }, (_, index) => route(`d${index + 1}`, index === 0 ? "all" : `d${index}`, index + 1));
    expect(ids(parentOptions([route("all", null, 0), ...deep], undefined))).toEqual(["all", "d1", "d2", "d3", "d4", "d5"]);
    const tree = [route("all", null, 0), ...deep, route("x", "all", 1), route("y", "x", 2)];
    expect(ids(parentOptions(tree, "x"))).toEqual(["all", "d1", "d2", "d3", "d4"]);
  });
});

describe("when it is asked", () => {
  test("among the others below the same parent", () => {
    expect(placeOptions(routes, "nodes", "de")).toEqual([
      { value: "0", label: "First" },
      { value: "1", label: "After FR" },
    ]);
    expect(placeOptions(routes, "disks", undefined)).toEqual([{ value: "0", label: "First" }]);
  });
  test("its own place, or the last of another parent", () => {
    expect([placeOf(routes, "nodes", "de"), placeOf(routes, "nodes", "fr"), placeOf(routes, "all", "disks")]).toEqual(["0", "1", "1"]);
    expect([placeOf(routes, "all", "fr"), placeOf(routes, "all", undefined), placeOf(routes, "fr", undefined)]).toEqual(["2", "2", "0"]);
  });
});
