import { expect, test } from "vitest";
import { packageOf } from "../plan/package-plan.ts";
import { peoplePlan } from "../plan/people-plan.ts";
import { packageStory } from "./package-story.ts";

const end = new Date("2026-11-20T12:34:00Z");
const people = peoplePlan("test", "demo@example.test");
const monthAgo = new Date(end.getTime() - 30 * 86_400_000);

test("packages follow each other without a gap and reach from the start of the history to now", () => {
  for (const person of people.filter(({ role }) => !["newcomer", "without-package", "pocket"].includes(role))) {
    const stays = packageStory(person, end, 30);
    expect(stays[0]?.from.getTime()).toBeLessThanOrEqual(monthAgo.getTime());
    expect(stays.at(-1)?.expiresAt.getTime()).toBeGreaterThan(end.getTime());
    for (const [index, stay] of stays.slice(1).entries()) expect(stay.from).toEqual(stays[index]?.expiresAt);
    expect(new Set(stays.map((stay) => stay.byOrder)).size).toBe(stays.length);
  }
});

test("pocket packages are bought live only", () => {
  const customers = people.filter(({ role }) => role === "pocket");
  expect(customers.map((person) => packageStory(person, end, 30))).toEqual([[], []]);
});

test("a newcomer has one package, of the length that was bought", () => {
  const newcomer = people.find(({ role }) => role === "newcomer");
  if (!newcomer) throw new Error("No newcomer");
  const [only, ...more] = packageStory(newcomer, end, 30);
  expect(more).toEqual([]);
  expect(only && (only.expiresAt.getTime() - only.from.getTime()) / 1000).toBe(packageOf("trial").expireSeconds);
});

test("the one without a package was served a little longer than paid for", () => {
  const person = people.find(({ role }) => role === "without-package");
  if (!person) throw new Error("No such person");
  const last = packageStory(person, end, 30).at(-1);
  expect(last?.expiresAt.getTime()).toBeLessThan(end.getTime());
  expect(last && last.servedUntil > last.expiresAt).toBe(true);
});
