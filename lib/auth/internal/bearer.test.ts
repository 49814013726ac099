import { expect, test } from "vitest";
import { newApiKey, readBearer } from "./bearer.ts";

test.each<[authorization: string | null | undefined, kind: string]>([
  [undefined, "none"],
  [null, "none"],
  ["", "none"],
  ["Basic Zm9vOmJhcg==", "none"],
  ["Bearerx", "none"],
  ["Bearer", "unusable"],
  ["Bearer ", "unusable"],
  ["Bearer short", "unusable"],
  ["Bearer %E0%A4%A", "unusable"],
  [`Bearer ${"é".repeat(20)}`, "unusable"],
  [`Bearer ${"x".repeat(513)}`, "unusable"],
  [`Bearer ${"x".repeat(512)}`, "token"],
  ["bearer   with spaces inside it too", "token"],
])("%s is %s", (authorization, kind) => {
  expect(readBearer(authorization).kind).toBe(kind);
});

test("a new key is found by its prefix and known by its hash", () => {
  const { key, prefix, hash } = newApiKey();
  expect(key).toMatch(/^fl_[a-z0-9]{10}_[A-Za-z0-9_-]{43}$/);
  expect(readBearer(`Bearer ${key}`)).toEqual({ kind: "token", prefix, hash, isNodeToken: false });
  expect(newApiKey().key).not.toBe(key);
});

test("one of our keys is also known as the password of Basic; what is none of ours stays the proxy's", () => {
  const { key, prefix, hash } = newApiKey();
  const basic = (text: string) => readBearer(`Basic ${btoa(text)}`);
  expect(basic(`prometheus:${key}`)).toEqual({ kind: "token", prefix, hash, isNodeToken: false });
  expect(basic(`:${key}`)).toMatchObject({ kind: "token", prefix });
  for (const text of [key, `${key}:x`, `a:b:${key}`, "ops:secret-of-the-proxy", "prometheus:fln_0123456789abcdef", ""])
    expect(basic(text)).toEqual({ kind: "none" });
  expect(readBearer("Basic %%%")).toEqual({ kind: "none" });
});

test("a node's token says so", () => {
  expect(readBearer("Bearer fln_0123456789abcdef")).toMatchObject({ isNodeToken: true, prefix: undefined });
});
