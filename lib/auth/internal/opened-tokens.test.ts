import { beforeEach, expect, test } from "vitest";
import { forgetSingleton } from "#lib/core/singleton";
import { type OpenedToken, rememberOpened } from "./opened-tokens.ts";

const session = { sub: "00000000-0000-4000-8000-000000000001", tokenVersion: 1 };
const farAway = 4_102_444_800;
let opened: string[] = [];

beforeEach(() => {
  forgetSingleton("opened-tokens");
  opened = [];
});

function opening(answer: OpenedToken | undefined) {
  return async (token: string) => {
    opened.push(token);
    return answer;
  };
}

test("a cookie is opened once; another one, or under another secret, for itself", async () => {
  const open = opening({ session, expiresAtS: farAway });
  for (const [token, secret] of [
    ["a", "s"],
    ["a", "s"],
    ["b", "s"],
    ["a", "t"],
    ["a", "s"],
  ] as const)
    expect(await rememberOpened(token, secret, open)).toEqual(session);
  expect(opened).toEqual(["a", "b", "a"]);
});

test("one that has expired is asked again, and what cannot be opened is never kept", async () => {
  for (const answer of [{ session, expiresAtS: 1 }, undefined]) {
    opened = [];
    await rememberOpened("a", "s", opening(answer));
    await rememberOpened("a", "s", opening(undefined));
    expect(opened).toEqual(["a", "a"]);
  }
});

test("at most 5,000 are kept; the one used longest ago goes first", async () => {
  const open = opening({ session, expiresAtS: farAway });
  for (let i = 0; i < 5_000; i++) await rememberOpened(String(i), "s", open);
  await rememberOpened("0", "s", open);
  await rememberOpened("one more", "s", open);
  opened = [];
  await rememberOpened("0", "s", open);
  await rememberOpened("2", "s", open);
  expect(opened).toEqual([]);
  await rememberOpened("1", "s", open);
  expect(opened).toEqual(["1"]);
});
