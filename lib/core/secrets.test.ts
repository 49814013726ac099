import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { equalHashes, hashSecret, keptSecret, newSecret, seal, unseal } from "#lib/core/secrets";
import { forgetSingleton, singleton } from "#lib/core/singleton";

const folder = mkdtempSync(join(tmpdir(), "fleetlight-secrets-"));
afterAll(() => rmSync(folder, { recursive: true }));

const installation = (secret: string) => {
  forgetSingleton("auth-secret");
  singleton("auth-secret", () => secret);
};
beforeEach(() => installation("one installation's secret of 32 characters"));

test("a kept secret is made once, for its owner only, and is the same ever after", () => {
  const data = join(folder, "new", "data");
  const secret = keptSecret(data, "auth-secret");
  expect(secret).toMatch(/^[A-Za-z0-9_-]{64}$/);
  expect(keptSecret(data, "auth-secret")).toBe(secret);
  expect(readdirSync(data)).toEqual(["auth-secret"]);
  expect(statSync(join(data, "auth-secret")).mode & 0o777).toBe(0o600);
  expect(statSync(data).mode & 0o777).toBe(0o700);
});

test("what is sealed is read by this installation only, and never looks the same", () => {
  const sealed = seal("JBSWY3DPEHPK3PXP");
  expect(sealed).not.toContain("JBSWY3DPEHPK3PXP");
  expect(seal("JBSWY3DPEHPK3PXP")).not.toBe(sealed);
  expect(unseal(sealed)).toBe("JBSWY3DPEHPK3PXP");
  for (const broken of ["", "x", `${sealed.slice(0, -2)}AA`, "A".repeat(60)]) expect(unseal(broken), broken).toBeUndefined();
  installation("another installation's secret of 32 characters");
  expect(unseal(sealed)).toBeUndefined();
});

test("hashes compare whole", () => {
  const hash = hashSecret("a");
  expect(equalHashes(hash, hashSecret("a"))).toBe(true);
  expect(equalHashes(hash, hashSecret("b"))).toBe(false);
  expect(equalHashes(hash, hash.subarray(1))).toBe(false);
  expect(newSecret()).not.toBe(newSecret());
});
