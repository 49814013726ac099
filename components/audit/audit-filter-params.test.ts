import { expect, test } from "vitest";
import { auditFilterOfPage } from "./audit-filter-params.ts";

const now = new Date("2026-11-20T12:00:00.000Z");

test.each<[Record<string, string>, object]>([
  [{}, {}],
  [
    { kind: "user", subject: "u1", entry: "7" },
    { subjectKind: "user", subjectId: "u1" },
  ],
  [{ actor: "", action: "user.disable" }, { action: "user.disable" }],
  [{ range: "24h" }, { from: "2026-11-19T13:00:00.000Z", to: "2026-11-20T12:15:00.000Z" }],
  [
    { from: "2026-11-01T00:00:00.000Z", to: "2026-11-02T00:00:00.000Z" },
    { from: "2026-11-01T00:00:00.000Z", to: "2026-11-02T00:00:00.000Z" },
  ],
  [{ from: "2026-11-01T00:00:00.000Z" }, {}],
])("%j", async (search, filter) => {
  expect(await auditFilterOfPage(Promise.resolve(search), now)).toEqual(filter);
});
