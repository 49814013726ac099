/**
 * Which way imports run (docs/architecture). The one table; `biome.arrows.json` is written from it by
 * `npm run arrows` and a test says when it is stale.
 */
export const lowestFirst = [
  ["universal"],
  ["core"],
  ["auth"],
  ["realtime", "http"],
  ["settings"],
  ["jobs"],
  ["notifications"],
  ["fleet", "package-queue", "telemetry", "relays", "partners", "appliances"],
  ["usage"],
  ["ingest"],
  ["health"],
  ["metrics"],
  ["alerting"],
  ["incidents"],
] as const;

export const rooms: readonly string[] = lowestFirst.flat();

/** What a browser may load: pure files and the rooms' public types, by topic (`benchmark-schema`) where a room has many. */
const browserSafe = [
  "!#lib/universal/**",
  "!#lib/*/schema",
  "!#lib/*/*-schema",
  "!#lib/*/client",
  "!#lib/realtime/events",
  "!#lib/auth/permissions",
];

/**
 * One way up: accounts announce their changes, in their own transaction, through a file that itself needs only core. A cycle
 * would still be an error of its own.
 */
const alsoAllowed: Readonly<Record<string, readonly string[]>> = { auth: ["!#lib/realtime/publish"] };

interface Pattern {
  group: string[];
  message: string;
}

export interface Override {
  includes: string[];
  linter: { rules: { style: { noRestrictedImports: { level: "error"; options: { patterns: Pattern[] } } } } };
}

/** A house folder under every spelling that reaches it. */
function house(folders: string[], message: string): Pattern {
  return { group: folders.flatMap((folder) => [`#${folder}/**`, `../**/${folder}/**`]), message };
}

/** A room reaches its own internal/ by a relative path. */
const internals: Pattern = {
  group: ["#lib/*/internal/**", "../*/internal/**"],
  message: "internal/ is private to its room, which imports it relatively.",
};
const browserOnly: Pattern = {
  group: ["#lib/**", ...browserSafe],
  message: "A browser may load only lib/universal, a room's schema and client, and realtime/events.",
};
const noServerPackages: Pattern = {
  group: ["node:*", "node:*/**", "pg", "pino", "prisma", "@prisma/**", "#generated/**"],
  message: "This file also runs in the browser.",
};
const noFramework: Pattern = {
  group: ["next", "next/**", "react", "react-dom", "react-dom/**"],
  message: "lib is the domain: no framework.",
};

function otherRooms(names: string[], message: string): Pattern {
  return { group: names.flatMap((name) => [`#lib/${name}/**`, `../**/${name}/**`]), message };
}

function patternsOfRoom(room: string): Pattern[] {
  const level = lowestFirst.findIndex((siblings) => siblings.some((name) => name === room));
  const below = new Set<string>(lowestFirst.slice(0, level).flat());
  const others = rooms.filter((other) => other !== room);
  const notBelow = others.filter((other) => !below.has(other));
  const patterns = [house(["app", "components", "server"], "Nothing in lib imports app, components or server.")];
  if (notBelow.length > 0) {
    const above = otherRooms(notBelow, `These rooms stand above or beside lib/${room}: arrows run downwards only.`);
    patterns.push({ ...above, group: [...above.group, ...(alsoAllowed[room] ?? [])] });
  }
  if (room !== "universal") patterns.push(internals);
  if (room !== "auth") patterns.push(noFramework);
  return patterns;
}

function override(includes: string[], patterns: Pattern[]): Override {
  return { includes, linter: { rules: { style: { noRestrictedImports: { level: "error", options: { patterns } } } } } };
}

/** Later overrides replace earlier ones for the same file, so each list is complete. */
export function arrowOverrides(): Override[] {
  const byRoom = rooms.flatMap((room) => {
    const patterns = patternsOfRoom(room);
    const browserPatterns = [...patterns, browserOnly, noServerPackages];
    if (room === "universal") return [override([`lib/${room}/**`], [...patterns, noServerPackages])];
    return [
      override([`lib/${room}/**`], patterns),
      override(
        [
          `lib/${room}/schema.ts`,
          `lib/${room}/*-schema.ts`,
          `lib/${room}/client.ts`,
          ...(room === "realtime" ? ["lib/realtime/events.ts"] : []),
        ],
        browserPatterns,
      ),
    ];
  });
  return [
    override(["app/**"], [house(["server"], "app and server never import each other."), internals]),
    override(["server/**"], [house(["app", "components"], "server never imports app or components."), internals]),
    override(
      ["components/**"],
      [
        house(["app", "server"], "components import neither app nor server."),
        { group: ["../**/lib/**"], message: "Write #lib/…" },
        browserOnly,
        noServerPackages,
      ],
    ),
    ...byRoom,
  ];
}
