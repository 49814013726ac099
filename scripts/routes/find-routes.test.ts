import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findRoutes } from "./find-routes.ts";

const declared = `Object.assign(async () => new Response(), { contract: { kind: "operation", status: 200, operation: { name: "NAME", policy: "signed-in" } } })`;
let root: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "fleetlight-routes-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function plant(name: string, files: Record<string, string>): Promise<string> {
  for (const [file, source] of Object.entries(files)) {
    await mkdir(path.join(root, name, path.dirname(file)), { recursive: true });
    await writeFile(path.join(root, name, file), source);
  }
  return path.join(root, name);
}

test("a declared route is found with the path of its folders", async () => {
  const app = await plant("declared", { "(user)/api/v1/nodes/[id]/status-history/route.ts": `export const GET = ${declared};` });
  const { routes, mistakes } = await findRoutes(app);
  expect(mistakes).toEqual([]);
  expect(routes.map(({ method, path: place }) => `${method} ${place}`)).toEqual(["GET /api/v1/nodes/{id}/status-history"]);
});

test.each([
  ["a bare function", `export async function POST() { return new Response(); }`, "exports POST without a declared policy"],
  [
    "a handler with half a declaration",
    `export const GET = Object.assign(() => {}, { contract: { kind: "operation", status: 200, operation: { name: "x" } } });`,
    "exports GET without a declared policy",
  ],
  ["something that is no method", `export const helper = 1;`, "exports helper, which is not an HTTP method"],
])("%s is a mistake that names the file", async (_name, source, message) => {
  const app = await plant(crypto.randomUUID(), { "api/wrong/route.ts": source });
  const { mistakes } = await findRoutes(app);
  expect(mistakes).toHaveLength(1);
  expect(mistakes[0]).toContain("api/wrong/route.ts");
  expect(mistakes[0]).toContain(message);
});

test("one operation name on two routes is a mistake", async () => {
  const app = await plant("twice", { "a/route.ts": `export const GET = ${declared};`, "b/route.ts": `export const GET = ${declared};` });
  expect((await findRoutes(app)).mistakes).toEqual([expect.stringContaining("the operation name NAME is taken")]);
});
