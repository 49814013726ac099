import { expect, test } from "vitest";
import { linksCsv } from "./links-csv.ts";

test("each with its whole address; a name cannot begin a formula", () => {
  const user = { line: 2, email: "a@example.test", name: '=1,"x"', role: "user" as const, id: null, uid: null, uuid: null };
  const file = linksCsv([{ ...user, passwordLink: "/password#abc" }], "2026-11-27T12:00:00.000Z", "https://fleet.example");
  expect(file.split("\r\n")).toEqual([
    "email,name,link,expiresAt",
    `a@example.test,"'=1,""x""",https://fleet.example/password#abc,2026-11-27T12:00:00.000Z`,
    "",
  ]);
});
