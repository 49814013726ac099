import { expect, test } from "vitest";
import { readTextFile } from "./read-text-file.ts";

test("UTF-8 is read as it is, without a byte order mark", async () => {
  expect(await readTextFile(new Blob(["\ufeffemail\nzoë@example.test"]))).toEqual({ text: "email\nzoë@example.test" });
});

test("another encoding and a file that is too large say what to do", async () => {
  expect((await readTextFile(new Blob([new Uint8Array([0x5a, 0x6f, 0xeb])]))).error).toMatch(/CSV UTF-8/);
  expect((await readTextFile(new Blob(["x".repeat(1_000_001)]))).error).toMatch(/divide it/);
});
