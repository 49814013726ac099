import { describe, expect, test } from "vitest";
import { ApiError } from "#lib/universal/api-client";
import { problemErrors } from "./problem-errors.ts";

const refused = (errors: { path: string; code: string; detail: string }[]) =>
  new ApiError(400, {
    type: "about:blank",
    title: "Bad",
    status: 400,
    detail: "refused",
    code: "validation_failed",
    requestId: "r",
    errors,
  });

describe("problemErrors", () => {
  test("puts each item beside its field, the first of a field wins", () => {
    const error = refused([
      { path: "name", code: "x", detail: "too short" },
      { path: "name", code: "y", detail: "later" },
      { path: "body.trafficFactor", code: "x", detail: "must be a decimal" },
      { path: "availableGroups.0", code: "x", detail: "must be a number" },
    ]);
    expect(problemErrors(error, ["name", "trafficFactor", "availableGroups"])).toEqual({
      fields: {
        name: "too short",
        trafficFactor: "must be a decimal",
        availableGroups: "must be a number",
        "availableGroups.0": "must be a number",
      },
      general: undefined,
    });
  });
  test("shows what belongs to no field above the form", () => {
    expect(problemErrors(refused([{ path: "id", code: "x", detail: "unknown" }]), ["name"])).toEqual({
      fields: {},
      general: "id: unknown",
    });
  });
  test("shows the detail of a problem without items", () => {
    expect(problemErrors(new ApiError(409, undefined), ["name"]).general).toBe("The server answered 409");
    expect(problemErrors(new ApiError(0, undefined), []).general).toBe("The server cannot be reached");
    expect(problemErrors("odd", []).general).toBe("Something unexpected happened");
  });
});
