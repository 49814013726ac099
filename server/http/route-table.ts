import { readFileSync } from "node:fs";
import { z } from "zod";

/** What the build knows about the routes (scripts/route-manifest). */
const Manifest = z.object({ routes: z.array(z.object({ method: z.string(), path: z.string() })) });

interface Entry {
  pattern: RegExp;
  methods: string[];
}

/** The methods a path answers. Undefined: no route of ours has this path (it may be a page). */
export type RouteTable = (pathname: string) => string[] | undefined;

/** The table of a build; undefined when there is none, as in development. @throws when it is not readable as one */
export function readRouteTable(file: string): RouteTable | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  return routeTable(Manifest.parse(JSON.parse(text)).routes);
}

/** Fixed segments win over parameters, as in Next. Catch-alls of unknown paths (`/api/{...unknown}`) are no routes. */
export function routeTable(routes: readonly { method: string; path: string }[]): RouteTable {
  const entries = new Map<string, Entry>();
  for (const { method, path } of routes) {
    if (path.endsWith("/{...unknown}")) continue;
    const entry = entries.get(path) ?? { pattern: patternOf(path), methods: [] };
    entry.methods.push(method);
    entries.set(path, entry);
  }
  const sorted = [...entries].sort(([a], [b]) => (rankOf(a) < rankOf(b) ? -1 : 1)).map(([, entry]) => entry);
  return (pathname) => {
    const found = sorted.find(({ pattern }) => pattern.test(pathname));
    return found && withImplied(found.methods);
  };
}

function patternOf(path: string): RegExp {
  const source = path.split("/").map((part) => {
    if (/^\{\.\.\..*\}$/.test(part)) return ".+";
    return /^\{.*\}$/.test(part) ? "[^/]+" : part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${source.join("/")}$`);
}

/** Sorts a fixed segment before a parameter, and that before a catch-all, from the left. */
function rankOf(path: string): string {
  return path
    .split("/")
    .map((part) => (part.startsWith("{...") ? "2" : part.startsWith("{") ? "1" : `0${part}`))
    .join("/");
}

function withImplied(methods: readonly string[]): string[] {
  return [...new Set([...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"])];
}
