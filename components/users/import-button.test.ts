import { expect, test } from "vitest";
import { importButton } from "./import-button.ts";

test.each([
  [
    { valid: 1, invalid: 0 },
    { label: "Import 1 user", skipInvalid: false },
  ],
  [
    { valid: 10_000, invalid: 0 },
    { label: "Import 10,000 users", skipInvalid: false },
  ],
  [
    { valid: 1, invalid: 2 },
    { label: "Import the 1 good row, leave out 2", skipInvalid: true },
  ],
  [
    { valid: 8, invalid: 1 },
    { label: "Import the 8 good rows, leave out 1", skipInvalid: true },
  ],
])("%j", (counts, button) => {
  expect(importButton(counts)).toEqual(button);
});
