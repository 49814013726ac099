import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { rooms } from "./arrows.ts";
import { arrowsFile } from "./write-arrows.ts";

/** Wrong files, each with the rule that must refuse it. */
const planted: [file: string, source: string, rule: string][] = [
  ["app/my/page.tsx", `import { listen } from "#server/http/listen";\nlisten();`, "noRestrictedImports"],
  ["app/my/relative.tsx", `import { listen } from "../../server/http/listen.ts";\nlisten();`, "noRestrictedImports"],
  ["server/http/page.ts", `import { Ring } from "#components/charts/ring";\nRing();`, "noRestrictedImports"],
  ["server/http/app.ts", `import page from "../../app/page.tsx";\npage();`, "noRestrictedImports"],
  ["lib/usage/ui.ts", `import { Ring } from "#components/charts/ring";\nRing();`, "noRestrictedImports"],
  ["lib/usage/main.ts", `export { listen } from "#server/http/listen";`, "noRestrictedImports"],
  ["lib/core/up.ts", `import { demand } from "#lib/auth/operation";\ndemand();`, "noRestrictedImports"],
  ["lib/core/up-relative.ts", `import { demand } from "../auth/operation.ts";\ndemand();`, "noRestrictedImports"],
  ["lib/core/up-type.ts", `import type { Actor } from "#lib/auth/actor";\nexport const actor: Actor = {};`, "noRestrictedImports"],
  ["lib/core/up-late.ts", `export const late = () => import("#lib/auth/operation");`, "noRestrictedImports"],
  ["lib/fleet/sibling.ts", `import { activate } from "#lib/package-queue/activate-next";\nactivate();`, "noRestrictedImports"],
  ["lib/fleet/above.ts", `import { ingest } from "#lib/usage/ingest-report";\ningest();`, "noRestrictedImports"],
  ["lib/auth/above.ts", `import { eventLog } from "#lib/realtime/read-events";\neventLog();`, "noRestrictedImports"],
  ["lib/realtime/beside.ts", `import { route } from "#lib/http/route";\nroute();`, "noRestrictedImports"],
  ["lib/usage/private.ts", `import { row } from "#lib/fleet/internal/row";\nrow();`, "noRestrictedImports"],
  ["lib/universal/clock.ts", `import { readFileSync } from "node:fs";\nreadFileSync("x");`, "noRestrictedImports"],
  ["lib/fleet/schema.ts", `import { database } from "#lib/core/database";\ndatabase();`, "noRestrictedImports"],
  ["lib/fleet/chart-schema.ts", `import { database } from "#lib/core/database";\ndatabase();`, "noRestrictedImports"],
  ["lib/fleet/client.ts", `import pg from "pg";\npg.Pool();`, "noRestrictedImports"],
  ["lib/fleet/framework.ts", `import { headers } from "next/headers";\nheaders();`, "noRestrictedImports"],
  ["components/fleet/list.tsx", `import { listNodes } from "#lib/fleet/list-nodes";\nlistNodes();`, "noRestrictedImports"],
  ["components/fleet/core.tsx", `import { env } from "#lib/core/env";\nenv();`, "noRestrictedImports"],
  ["components/fleet/relative.tsx", `import { env } from "../../lib/core/env.ts";\nenv();`, "noRestrictedImports"],
  ["lib/usage/ring-a.ts", `import { b } from "#lib/usage/ring-b";\nexport const a = (): number => b();`, "noImportCycles"],
  ["lib/usage/ring-b.ts", `import { a } from "./ring-a.ts";\nexport const b = (): number => a();`, "noImportCycles"],
  ["lib/usage/any.ts", `export const anything: any = 1;`, "noExplicitAny"],
  ["lib/usage/non-null.ts", `export const first = (list: string[]): string => list[0]!;`, "noNonNullAssertion"],
  ["lib/usage/ignore.ts", `// @ts-ignore because\nexport const wrong: number = "text";`, "noTsIgnore"],
  [
    "lib/usage/unsafe.ts",
    `export const rows = (prisma: { $queryRawUnsafe(text: string): void }) => prisma.$queryRawUnsafe("select 1");`,
    "plugin",
  ],
  ["lib/usage/environment.ts", `export const home = process.env.HOME;`, "noProcessEnv"],
  ["lib/usage/now.ts", `export const age = (at: Date) => Date.now() - at.getTime();`, "plugin"],
  ["lib/usage/new-date.ts", `export const now = () => new Date();`, "plugin"],
  ["lib/usage/CamelCase.ts", `export const name = 1;`, "useFilenamingConvention"],
  ["lib/usage/snake_case.ts", `export const name = 1;`, "useFilenamingConvention"],
  ["lib/usage/only.test.ts", `import { test } from "vitest";\ntest.only("x", () => {});`, "noFocusedTests"],
  ["lib/usage/skip.test.ts", `import { test } from "vitest";\ntest.skip("x", () => {});`, "noSkippedTests"],
];

/** Right files that look alike: no rule may refuse them. */
const innocent: [file: string, source: string][] = [
  [
    "app/my/[id]/page.tsx",
    `import { Ring } from "#components/charts/ring";\nimport { env } from "#lib/core/env";\nexport default () => Ring(env());`,
  ],
  ["server/http/next.ts", `import next from "next";\nimport { env } from "#lib/core/env";\nnext(env());`],
  ["lib/usage/down.ts", `import { listNodes } from "#lib/fleet/list-nodes";\nimport { row } from "./internal/row.ts";\nlistNodes(row);`],
  [
    "lib/usage/schema.ts",
    `import { z } from "zod";\nimport { Permission } from "#lib/auth/permissions";\nimport { Node } from "#lib/fleet/schema";\nexport const all = z.union([Node, Permission]);`,
  ],
  [
    "components/usage/ring.tsx",
    `import { usageKeys } from "#lib/usage/client";\nimport type { Event } from "#lib/realtime/events";\nexport const keys = (event: Event) => usageKeys(event);`,
  ],
  ["components/fleet/chart.tsx", `import { Chart } from "#lib/fleet/chart-schema";\nexport const chart = Chart;`],
  ["lib/usage/decide.ts", `export const isOld = (now: Date, at: Date) => now.getTime() > new Date(at).getTime();`],
  ["lib/auth/announce.ts", `import { publish } from "#lib/realtime/publish";\npublish();`],
  ["lib/core/env.ts", `export const home = process.env.HOME;`],
];

let folder: string;
let refusals: Map<string, Set<string>>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "fleetlight-lint-"));
  for (const file of [
    "biome.json",
    "biome.arrows.json",
    "package.json",
    ".gitignore",
    "scripts/lint/raw-sql.grit",
    "scripts/lint/clock.grit",
  ])
    await cp(file, path.join(folder, file));
  for (const [file, source] of [...planted, ...innocent]) {
    await mkdir(path.join(folder, path.dirname(file)), { recursive: true });
    await writeFile(path.join(folder, file), `${source}\n`);
  }
  refusals = await lint(folder);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the lint refuses", () => {
  test.each(planted)("%s", (file, _source, rule) => {
    expect([...(refusals.get(file) ?? [])]).toContain(rule);
  });
});

describe("the lint accepts", () => {
  test.each(innocent)("%s", (file) => {
    expect([...(refusals.get(file) ?? [])]).toEqual([]);
  });
});

test("biome.arrows.json is what the table says (npm run arrows)", async () => {
  expect(await readFile("biome.arrows.json", "utf8")).toBe(arrowsFile());
});

test("every folder of lib is a room with a place in the order", async () => {
  const folders = (await readdir("lib", { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  expect(folders.filter((name) => !rooms.includes(name))).toEqual([]);
});

const Report = z.object({ diagnostics: z.array(z.object({ category: z.string(), location: z.object({ path: z.string() }) })) });

/** Which rules refuse which file. */
async function lint(cwd: string): Promise<Map<string, Set<string>>> {
  const biome = path.resolve("node_modules/@biomejs/biome/bin/biome");
  const output = await new Promise<string>((resolve) => {
    execFile(
      process.execPath,
      [biome, "lint", "--reporter=json", "--max-diagnostics=none", "."],
      { cwd, maxBuffer: 1 << 26 },
      (_error, stdout) => resolve(stdout),
    );
  });
  const found = new Map<string, Set<string>>();
  for (const { category, location } of Report.parse(JSON.parse(output)).diagnostics) {
    const rules = found.get(location.path) ?? new Set();
    found.set(location.path, rules.add(category.split("/").at(-1) ?? category));
  }
  return found;
}
