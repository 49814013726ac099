// Not TypeScript: for a .ts file Next loads its compiler into the running server, 27 MB that are never used again.

/**
 * Packages of which there is one copy, shared with the server process: those with process-wide state or native code, and
 * large ones, which would else be copied into the code of every route and kept in memory as often (30 MB for zod).
 */
const external = [
  "@node-rs/argon2",
  "@prisma/adapter-pg",
  "@prisma/client",
  "jose",
  "next-auth",
  "pg",
  "pg-boss",
  "pg-copy-streams",
  "pino",
  "rate-limiter-flexible",
  "web-push",
  "zod",
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  compress: true,
  images: { unoptimized: true },
  serverExternalPackages: external,
  // TypeScript 7 has no compiler API for Next to call; `npm run types` checks the same tree.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // Routes are loaded when first asked for: an idle process is 20 MB smaller.
    preloadEntriesOnStart: false,
    optimizePackageImports: ["@tabler/icons-react"],
  },
};

export default config;
