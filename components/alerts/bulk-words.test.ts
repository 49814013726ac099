import { expect, test } from "vitest";
import { bulkWords } from "./bulk-words.ts";

const alerts = [
  { id: "a", title: "Disk full" },
  { id: "b", title: "Node down" },
];

test("all took it", () => {
  const results = [
    { id: "a", ok: true },
    { id: "b", ok: true },
  ];
  expect(bulkWords("acknowledge", { results }, alerts)).toEqual({ text: "2 alerts acknowledged", refused: [] });
});

test("one did not: which, and why", () => {
  const results = [
    { id: "a", ok: true },
    { id: "b", ok: false, code: "wrong_state", detail: "This alert is resolved" },
    { id: "c", ok: false, code: "not_found" },
  ];
  expect(bulkWords("resolve", { results }, alerts)).toEqual({
    text: "1 alert resolved, 2 not",
    refused: [
      { id: "b", text: "Node down: This alert is resolved" },
      { id: "c", text: "c: not_found" },
    ],
  });
});
