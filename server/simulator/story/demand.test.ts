import { expect, test } from "vitest";
import { fleetPlan } from "../plan/fleet-plan.ts";
import { packageOf } from "../plan/package-plan.ts";
import { peoplePlan } from "../plan/people-plan.ts";
import { demandOf, slotMs } from "./demand.ts";
import { favouritesOf } from "./favourites.ts";

const seed = "test";
const people = peoplePlan(seed, "Demo@Example.test");
const firstSlot = Math.floor(Date.parse("2026-10-20T00:00:00Z") / slotMs);
const week = Array.from({ length: 7 * 96 }, (_, index) => firstSlot + index);
const allUp = () => true;
const gib = 2 ** 30;

test("the plan is what the demo promises: 60 people, 12 servers, 20 clients, 8 countries, factors 0.5 to 2", () => {
  const clients = fleetPlan.flatMap((server) => server.clients);
  const factors = clients.map((client) => Number(client.trafficFactor));
  expect([people.length, fleetPlan.length, clients.length]).toEqual([60, 12, 20]);
  expect(new Set(fleetPlan.map((server) => server.country)).size).toBe(8);
  expect([Math.min(...factors), Math.max(...factors)]).toEqual([0.5, 2]);
  expect(new Set(people.map((person) => person.email)).size).toBe(60);
  expect(new Set([...clients.map((client) => client.name), ...fleetPlan.map((server) => server.name)]).size).toBe(32);
  expect(people[0]?.email).toBe("demo@example.test");
});

test("the same seed tells the same story; another one another", () => {
  const tell = (words: string) =>
    people.slice(0, 5).flatMap((person) => week.map((slot) => demandOf(words, person, favouritesOf(words, person), slot, allUp)));
  expect(tell(seed)).toEqual(tell(seed));
  expect(tell(seed)).not.toEqual(tell("another"));
});

test("people use only nodes that their package opens, and more than one of them", () => {
  for (const person of people) {
    const group = packageOf(person.packageKey).availableGroup;
    const used = new Set(week.map((slot) => demandOf(seed, person, favouritesOf(seed, person), slot, allUp)?.clientKey));
    used.delete(undefined);
    expect(used.size).toBeGreaterThan(1);
    const open = fleetPlan.flatMap((server) => server.clients).filter((client) => client.availableGroups.includes(group));
    expect(open.map((client) => client.key)).toEqual(expect.arrayContaining([...used]));
  }
});

test("a server that is down carries nothing; its people move to other nodes", () => {
  const person = people[0];
  if (!person) throw new Error("No person");
  const favourites = favouritesOf(seed, person);
  const down = favourites[0]?.serverKey;
  const slots = week.map((slot) => demandOf(seed, person, favourites, slot, (serverKey) => serverKey !== down));
  expect(slots.filter((demand) => demand?.serverKey === down)).toEqual([]);
  expect(slots.filter((demand) => demand !== undefined)).toHaveLength(week.length);
  expect(demandOf(seed, person, favourites, firstSlot, () => false)).toBeUndefined();
});

test("an appetite is what a person moves on an average day, within half of it", () => {
  const days = 28;
  const month = Array.from({ length: days * 96 }, (_, index) => firstSlot + index);
  for (const person of people.slice(0, 12)) {
    const favourites = favouritesOf(seed, person);
    const demands = month.map((slot) => demandOf(seed, person, favourites, slot, allUp)).filter((demand) => demand !== undefined);
    const perDay = demands.reduce((sum, demand) => sum + demand.upload + demand.download, 0) / days;
    expect(perDay / person.appetite).toBeGreaterThan(0.5);
    expect(perDay / person.appetite).toBeLessThan(1.5);
    expect(
      demands.every(
        (demand) => Number.isInteger(demand.upload) && demand.upload >= 0 && Number.isInteger(demand.download) && demand.download >= 0,
      ),
    ).toBe(true);
    expect(Math.max(...demands.map((demand) => demand.download))).toBeLessThan(40 * gib);
  }
});
