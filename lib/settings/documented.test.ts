import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { declarationOf, settingKeys } from "#lib/settings/declarations";

const page = readFileSync("docs/settings.md", "utf8");

test.each(settingKeys)("docs/settings.md says default, bounds and unit of %s", (key) => {
  const { fallback, min, max, unit } = declarationOf(key);
  const row = page.split("\n").find((line) => line.includes(`\`${key}\``));
  expect(row).toContain(`| ${fallback() ?? "for ever"} |`);
  expect(row).toContain(`${min} to ${max} ${unit}`);
});
