import { expect, test } from "vitest";
import { peopleOf, queueFilterOfPage } from "./queue-filter-params.ts";

test.each([
  [{}, {}],
  [
    { status: "active", q: "ada" },
    { status: "active", q: "ada" },
  ],
  [{ status: "melted", q: "" }, {}],
  [
    { user: "u", series: "s", order: "A-1" },
    { userId: "u", series: "s", orderId: "A-1" },
  ],
])("%j in the URL is %j", async (search, filter) => {
  expect(await queueFilterOfPage(Promise.resolve(search))).toEqual(filter);
});

test("counts are of people, not of a status or a series", () =>
  expect(peopleOf({ status: "active", series: "s", packageId: "p", q: "ada", userId: "u", orderId: "A-1" })).toEqual({
    q: "ada",
    userId: "u",
    orderId: "A-1",
  }));
