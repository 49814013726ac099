import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { metrics } from "./catalogue.ts";
import { prometheusName } from "./prometheus-name.ts";

const page = readFileSync("docs/metrics.md", "utf8").split("\n");

test.each([...metrics.values()])("docs/metrics.md says title, unit and both names of $name", ({ name, title, unit }) => {
  expect(page).toContain(`| \`${name}\` | ${title} | ${unit} | \`${prometheusName(name, unit).name}\` |`);
});

test("docs/metrics.md names nothing that is not there", () => {
  const rows = page.flatMap((line) => /^\| `([a-z]+\.\w+)` \|/.exec(line)?.[1] ?? []);
  expect(rows.filter((name) => !metrics.has(name))).toEqual([]);
});
