import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { conditionKinds } from "./condition-registry.ts";

const page = readFileSync("docs/alerting.md", "utf8");
const Schema = z.object({ properties: z.record(z.string(), z.unknown()).default({}) });

test.each(conditionKinds())("docs/alerting.md names $kind, its parameters and whether it has a past", ({ kind, params, replay }) => {
  const row = page.split("\n").find((line) => line.startsWith(`| \`${kind}\` |`));
  const names = Object.keys(Schema.parse(z.toJSONSchema(params, { io: "input" })).properties);
  expect([...(row ?? "").matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual([kind, ...names]);
  expect(row?.endsWith(replay ? "| yes |" : "| |")).toBe(true);
});
