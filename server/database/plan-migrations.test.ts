import { expect, test } from "vitest";
import type { MigrationFile } from "./migration-files.ts";
import { planMigrations } from "./plan-migrations.ts";

const first: MigrationFile = { name: "1_first", script: "", checksum: "a" };
const second: MigrationFile = { name: "2_second", script: "", checksum: "b" };
const asApplied = ({ name, checksum }: MigrationFile) => ({ name, checksum });

test.each([
  { name: "an empty database needs all, in order", applied: [], plan: { kind: "apply", pending: [first, second] } },
  { name: "a database that is behind needs the rest", applied: [asApplied(first)], plan: { kind: "apply", pending: [second] } },
  { name: "a database that has all is current", applied: [asApplied(first), asApplied(second)], plan: { kind: "current" } },
  {
    name: "an unknown migration is of a newer version",
    applied: [asApplied(first), { name: "3", checksum: "c" }],
    plan: { kind: "newer", name: "3" },
  },
  {
    name: "an edited migration is of another build",
    applied: [{ name: "1_first", checksum: "x" }],
    plan: { kind: "changed", name: "1_first" },
  },
  {
    name: "newer is said first",
    applied: [
      { name: "1_first", checksum: "x" },
      { name: "3", checksum: "c" },
    ],
    plan: { kind: "newer", name: "3" },
  },
])("$name", ({ applied, plan }) => {
  expect(planMigrations([first, second], applied)).toEqual(plan);
});
