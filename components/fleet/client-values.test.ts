import { expect, test } from "vitest";
import { changedInput, clientInput, newClientValues, parseGroups } from "./client-values.ts";

const typed = { ...newClientValues, nodeServerId: "7", name: "fra", country: " de ", speedLimit: "500" };

test("what is typed becomes the body of the API", () => {
  expect(clientInput(typed)).toMatchObject({ nodeServerId: 7, country: "DE", speedLimit: 500, availableGroups: [1], trafficFactor: "1" });
  expect(clientInput(newClientValues).country).toBeNull();
});

test("only changed fields are sent", () => {
  expect(changedInput(typed, { ...typed, trafficFactor: "1.5" })).toEqual({ trafficFactor: "1.5" });
  expect(changedInput(typed, typed)).toEqual({});
});

test.each([
  ["1", [1]],
  ["1, 2;3  4", [1, 2, 3, 4]],
  ["", []],
  ["x", [Number.NaN]],
])("groups %j", (text, groups) => {
  expect(parseGroups(text)).toEqual(groups);
});
