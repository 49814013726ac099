import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
    }),
  ),
});
const { packages } = Lock.parse(JSON.parse(readFileSync("package-lock.json", "utf8")));
const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
});
const manifest = Manifest.parse(JSON.parse(readFileSync("package.json", "utf8")));

/** The least version of every copy in the whole tree, and the hole that is below it. `npm audit` may be out of reach. */
const floors: [name: string, least: string, why: string][] = [
  ["ws", "8.23.0", "no bound on pings and fragments: one socket takes a server's memory"],
  ["next", "16.4.5", "bypass of the proxy, React server component holes of earlier lines"],
  ["next-auth", "4.24.15", "misdelivered e-mail and callback checks of earlier 4.24 versions"],
  ["cookie", "0.7.0", "names and values out of bounds"],
  ["engine.io", "6.6.2", "its cookie dependency, uncaught exceptions"],
  ["socket.io-parser", "4.2.6", "a packet that throws, unbounded attachments"],
  ["semver", "7.5.2", "regular expression that blocks"],
  ["postcss", "8.4.31", "line returns in external CSS"],
  ["uuid", "8.3.2", "earlier ones are no longer looked after"],
  ["esbuild", "0.25.0", "its development server answers any site"],
  ["vite", "7.0.8", "its development server serves files outside the root"],
  ["undici", "6.21.2", "weak multipart boundaries, certificate memory"],
  ["jose", "4.15.5", "decompression without bound"],
  ["tar-fs", "3.1.1", "extraction outside the folder"],
  ["brace-expansion", "2.0.2", "regular expression that blocks"],
  ["braces", "3.0.3", "memory without bound"],
  ["micromatch", "4.0.8", "regular expression that blocks"],
];

/** Every installed copy of a package, with its place in the tree. */
function copiesOf(name: string): { place: string; version: string }[] {
  return Object.entries(packages).flatMap(([place, { version }]) =>
    place.endsWith(`node_modules/${name}`) && version !== undefined ? [{ place, version }] : [],
  );
}

function isAtLeast(version: string, least: string): boolean {
  const numbers = (text: string) => (text.split("-")[0] ?? "").split(".").map(Number);
  const [have, want] = [numbers(version), numbers(least)];
  const at = want.findIndex((part, index) => part !== (have[index] ?? 0));
  return at === -1 || (have[at] ?? 0) > (want[at] ?? 0);
}

test.each(floors)("every copy of %s is at least %s (%s)", (name, least) => {
  expect(copiesOf(name).filter(({ version }) => !isAtLeast(version, least))).toEqual([]);
});

test("ws is one version for the whole tree", () => {
  expect(new Set(copiesOf("ws").map(({ version }) => version)).size).toBe(1);
});

test("every version is pinned exactly", () => {
  const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(version))).toEqual([]);
});

test("everything in the lockfile has an integrity", () => {
  expect(Object.keys(packages).filter((place) => place !== "" && packages[place]?.integrity === undefined)).toEqual([]);
});

test.each([
  ["8.23.0", "8.23.0", true],
  ["8.24.0", "8.23.9", true],
  ["9.0.0-beta.1", "8.23.0", true],
  ["8.22.9", "8.23.0", false],
  ["7.99.99", "8.0.0", false],
])("%s against %s: %s", (version, least, expected) => {
  expect(isAtLeast(version, least)).toBe(expected);
});
