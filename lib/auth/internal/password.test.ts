import argon2 from "@node-rs/argon2";
import { expect, test, vi } from "vitest";
import { fitsPassword, hashPassword } from "./password.ts";

const verify = vi.spyOn(argon2, "verify");

test("hashes are argon2id with its cost and salt inside", async () => {
  const [a, b] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
  expect(a).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(a).not.toBe(b);
});

test("a password fits its own hash only", async () => {
  const stored = await hashPassword("correct horse");
  expect(await fitsPassword(stored, "correct horse")).toBe(true);
  expect(await fitsPassword(stored, "correct horsf")).toBe(false);
  expect(await fitsPassword(stored, "")).toBe(false);
});

test("the same letters fit however the keyboard composed them", async () => {
  expect(await fitsPassword(await hashPassword("Zu\u0308rich 2026"), "Z\u00fcrich 2026")).toBe(true);
});

test("an account that is unknown or has no password costs the same one verification", async () => {
  const stored = await hashPassword("correct horse");
  for (const hash of [stored, null, undefined]) {
    verify.mockClear();
    expect(await fitsPassword(hash, "wrong horse")).toBe(false);
    expect(verify).toHaveBeenCalledTimes(1);
    expect(verify.mock.calls[0]?.[0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  }
});
