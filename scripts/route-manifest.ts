import { mkdir, readFile, writeFile } from "node:fs/promises";
import { openApiDocument } from "#lib/http/openapi";
import { findPages } from "./routes/find-pages.ts";
import { findRoutes } from "./routes/find-routes.ts";

/**
 * Reads every route and page of app/, refuses a route that declares no policy, and writes what the build, the reference
 * and the permission matrix use: `.generated/routes.json` and `.generated/openapi.json`.
 */
const { routes, mistakes } = await findRoutes("app");
if (mistakes.length > 0) {
  for (const mistake of mistakes) console.error(`route manifest: ${mistake}`);
  process.exit(1);
}
const pages = await findPages("app");
const version = String(JSON.parse(await readFile("package.json", "utf8")).version);
const documented = routes
  .filter(({ path, contract }) => contract !== undefined && !path.includes("..."))
  .flatMap(({ contract, ...route }) => (contract ? [{ ...route, contract }] : []));
const manifest = {
  routes: routes.map(({ contract, ...route }) => ({
    ...route,
    ...(contract
      ? {
          operation: contract.operation.name,
          kind: contract.kind,
          policy: contract.operation.policy,
          status: contract.status,
          hasCsv: contract.hasCsv,
        }
      : { kind: "foreign" }),
  })),
  pages,
};
await mkdir(".generated", { recursive: true });
await writeFile(".generated/routes.json", `${JSON.stringify(manifest, null, 2)}\n`);
await writeFile(".generated/openapi.json", JSON.stringify(openApiDocument(documented, version)));
console.log(`route manifest: ${routes.length} methods of ${new Set(routes.map(({ path }) => path)).size} paths, ${pages.length} pages`);
