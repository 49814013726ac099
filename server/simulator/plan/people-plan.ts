import { randomOf } from "../story/random.ts";
import type { PackagePlan } from "./package-plan.ts";

/** What makes somebody's story different from the others'. */
export type Role = "demo-user" | "near-quota" | "without-package" | "newcomer" | "heavy" | "pocket" | "ordinary";

/** A customer of the demo network. */
export interface PersonPlan {
  key: string;
  name: string;
  email: string;
  role: Role;
  /** Hours east of Greenwich: when their evening is, and which nodes are near. */
  utcOffsetH: number;
  packageKey: PackagePlan["key"];
  /** Raw bytes on an average day. */
  appetite: number;
  /** Share of the busiest hour's half hours in which they are online; 1 and more: all of them. */
  presence: number;
  /** A machine at home that never sleeps: some traffic in every quarter of an hour. */
  isAlwaysOn: boolean;
  /** Days before the demo's start at which the present package was activated, 0 … 29. */
  activatedDaysAgo: number;
}

const gib = 2 ** 30;

/** Name and hours east of Greenwich; the first is the demo's own user. */
const names: readonly (readonly [string, number])[] = [
  ["Mira Lindqvist", 1],
  ["Jonas Weber", 1],
  ["Elif Kaya", 3],
  ["Tomás Herrera", -5],
  ["Akira Sato", 9],
  ["Priya Nair", 5.5],
  ["Lucas Almeida", -3],
  ["Chloé Martin", 1],
  ["Noah Fischer", 1],
  ["Sofia Rossi", 1],
  ["Liam Walsh", 0],
  ["Hana Kim", 9],
  ["Oliver Brandt", 1],
  ["Emma Jansen", 1],
  ["Mateo Silva", -3],
  ["Yuki Tanaka", 9],
  ["Grace Okafor", 1],
  ["Ethan Brooks", -5],
  ["Ava Mitchell", -8],
  ["Leon Schäfer", 1],
  ["Isla Murray", 0],
  ["Wei Chen", 8],
  ["Nadia Haddad", 2],
  ["Samuel Osei", 0],
  ["Lena Vogel", 1],
  ["Hugo Bernard", 1],
  ["Mei Lin", 8],
  ["Arjun Mehta", 5.5],
  ["Zoe Carter", -8],
  ["Finn Larsen", 1],
  ["Ines Carvalho", -3],
  ["Daniel Novak", 1],
  ["Ruby Thompson", 11],
  ["Jack Wilson", 11],
  ["Olga Petrenko", 2],
  ["Kenji Mori", 9],
  ["Sara Nilsson", 1],
  ["Marco Bianchi", 1],
  ["Amina Diallo", 0],
  ["Victor Popescu", 2],
  ["Julia Kowalska", 1],
  ["Ben Hughes", 0],
  ["Camila Torres", -5],
  ["Rafael Costa", -3],
  ["Tess de Vries", 1],
  ["Omar Farouk", 2],
  ["Linh Tran", 7],
  ["Nico Keller", 1],
  ["Freya Hansen", 1],
  ["Dmitri Volkov", 3],
  ["Maya Shah", 5.5],
  ["Caleb Foster", -5],
  ["Harper Reed", -8],
  ["Sven Eriksson", 1],
  ["Rosa Jiménez", 1],
  ["Kofi Mensah", 0],
  ["Anna Horvat", 1],
  ["Jiho Park", 9],
  ["Bruno Teixeira", -3],
  ["Ella Robinson", 11],
];

const roles: readonly Role[] = ["demo-user", "near-quota", "without-package", "newcomer", "heavy", "pocket", "pocket"];

/** The 60 customers. The first one, who can sign in, gets the e-mail address that the demo prints. */
export function peoplePlan(seed: string, demoEmail: string): PersonPlan[] {
  return names.map(([name, utcOffsetH], index) => {
    const role = roles[index] ?? "ordinary";
    const email = index === 0 ? demoEmail.toLowerCase() : `${asciiOf(name).replaceAll(" ", ".").toLowerCase()}@customer.example`;
    return { key: `person-${index + 1}`, name, email, role, utcOffsetH, ...habitsOf(seed, index, role) };
  });
}

type Habits = Pick<PersonPlan, "packageKey" | "appetite" | "presence" | "isAlwaysOn" | "activatedDaysAgo">;

function habitsOf(seed: string, index: number, role: Role): Habits {
  const activatedDaysAgo = 1 + Math.floor(28 * randomOf(seed, index, "activated"));
  switch (role) {
    case "demo-user":
      return { packageKey: "premium", appetite: 34 * gib, presence: 1, isAlwaysOn: true, activatedDaysAgo: 23 };
    case "near-quota":
      return { packageKey: "starter", appetite: 5 * gib, presence: 0.8, isAlwaysOn: false, activatedDaysAgo: 25 };
    case "without-package":
      return { packageKey: "starter", appetite: 3 * gib, presence: 0.5, isAlwaysOn: false, activatedDaysAgo: 4 };
    case "newcomer":
      return { packageKey: "trial", appetite: 1.5 * gib, presence: 0.5, isAlwaysOn: false, activatedDaysAgo: 5 };
    case "heavy":
      return { packageKey: "premium", appetite: 48 * gib, presence: 1.2, isAlwaysOn: true, activatedDaysAgo: 12 };
    case "pocket":
      // A small package lasts them some ten minutes, so that one can watch it end and the next begin.
      return { packageKey: "pocket", appetite: (24 + index) * gib, presence: 1, isAlwaysOn: true, activatedDaysAgo: 0 };
    case "ordinary":
      return ordinary(seed, index, activatedDaysAgo);
  }
}

/** Most buy the small package; what they move fits it, a few come close. */
function ordinary(seed: string, index: number, activatedDaysAgo: number): Habits {
  const chance = randomOf(seed, index, "package");
  const packageKey = chance < 0.55 ? "starter" : chance < 0.87 ? "plus" : "premium";
  const largest = { starter: 3.2, plus: 10, premium: 24 }[packageKey] * gib;
  const appetite = largest * (0.12 + 0.75 * randomOf(seed, index, "appetite"));
  return { packageKey, appetite, presence: 0.5 + 0.6 * randomOf(seed, index, "presence"), isAlwaysOn: false, activatedDaysAgo };
}

function asciiOf(name: string): string {
  return name.normalize("NFD").replace(/\p{M}/gu, "");
}
