import path from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import type { RouteContract } from "#lib/http/route";
import { pathOfFolder } from "./path-of-folder.ts";
import { walk } from "./walk.ts";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
/** What Next reads from a route file beside its methods. */
const configNames = new Set(["dynamic", "runtime", "revalidate", "fetchCache", "maxDuration", "preferredRegion"]);

/** Handlers that are not ours to declare, each with its reason. */
export const foreignRoutes: Record<string, string> = {
  "app/api/auth/[...nextauth]/route.ts": "next-auth answers these paths itself; sign-in, sign-out and session are public by nature",
};

export interface FoundRoute {
  method: (typeof methods)[number];
  path: string;
  file: string;
  /** Undefined for foreign routes only. */
  contract: RouteContract | undefined;
}

const Declaration = z.custom<{ contract: RouteContract }>(
  (value) =>
    typeof value === "function" &&
    "contract" in value &&
    z
      .object({ kind: z.string(), operation: z.object({ name: z.string(), policy: z.string() }), status: z.number() })
      .safeParse(value.contract).success,
);

/** Every exported method of every route file below `root`, and what is wrong with them in one line each. */
export async function findRoutes(root: string): Promise<{ routes: FoundRoute[]; mistakes: string[] }> {
  const routes: FoundRoute[] = [];
  const mistakes: string[] = [];
  for (const file of await walk(root, /^route\.tsx?$/)) {
    const place = pathOfFolder(root, path.dirname(file));
    if (file in foreignRoutes) {
      routes.push(...(["GET", "POST"] as const).map((method) => ({ method, path: place, file, contract: undefined })));
      continue;
    }
    const exported: Record<string, unknown> = await import(pathToFileURL(path.resolve(file)).href);
    for (const [name, handler] of Object.entries(exported)) {
      const method = methods.find((known) => known === name);
      const declared = Declaration.safeParse(handler);
      if (method === undefined && configNames.has(name)) continue;
      if (method === undefined) mistakes.push(`${file} exports ${name}, which is not an HTTP method`);
      else if (declared.success) routes.push({ method, path: place, file, contract: declared.data.contract });
      else mistakes.push(`${file} exports ${name} without a declared policy: write it as route(operation) or protocolRoute(…)`);
    }
  }
  return { routes, mistakes: [...mistakes, ...doubleNames(routes)] };
}

/** One operation name belongs to one path: OpenAPI ids and the matrix go by it. */
function doubleNames(routes: readonly FoundRoute[]): string[] {
  const seen = new Map<string, FoundRoute>();
  return routes.flatMap((route) => {
    if (route.contract === undefined || route.path.includes("...")) return [];
    const name = route.contract.operation.name;
    const first = seen.get(name);
    seen.set(name, route);
    return first ? [`${route.file} ${route.method}: the operation name ${name} is taken by ${first.file} ${first.method}`] : [];
  });
}
