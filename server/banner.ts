import { networkInterfaces } from "node:os";
import type { Env } from "#lib/core/env";

export interface BannerFacts {
  env: Env;
  /** Where the data lies. */
  place: string;
  /** Set while there is no admin. */
  setupCode: string | undefined;
  seconds: number;
}

/** The one block that says: it works, here it is, this is how you get in, there your data lies. */
export function banner({ env, place, setupCode, seconds }: BannerFacts): string {
  const url = env.PUBLIC_URL || `http://localhost:${env.PORT}`;
  const signIn = setupCode
    ? [
        ["First step", `${url}/setup makes the first admin`],
        ...(isOpen(env) ? [["", `(from another machine with the code ${setupCode})`]] : []),
      ]
    : [["Sign in", `${url}/sign-in`]];
  const isWeb = env.FLEETLIGHT_ROLES.includes("web");
  const lines = [
    ...(isWeb ? [["Open", url], ...network(env), ...signIn] : []),
    ...(isWeb && env.GRPC_PORT !== undefined ? [["gRPC", `port ${env.GRPC_PORT}, see docs/grpc.md`]] : []),
    ["Data", place],
    ["Runs", env.FLEETLIGHT_ROLES.join(", ")],
    ["Stop", "Ctrl+C"],
  ];
  const text = lines.map(([name = "", value = ""]) => `    ${name.padEnd(11)} ${value}\n`).join("");
  return `\n  Fleetlight is ready (${seconds.toFixed(1)} s)\n\n${text}\n`;
}

function isOpen(env: Env): boolean {
  return env.HOST !== "127.0.0.1" && env.HOST !== "localhost" && env.HOST !== "::1";
}

/** The first address by which other machines may reach us. */
function network(env: Env): string[][] {
  if (!isOpen(env) || env.PUBLIC_URL) return [];
  const address = Object.values(networkInterfaces())
    .flat()
    .find((entry) => entry && entry.family === "IPv4" && !entry.internal)?.address;
  return address ? [["", `http://${address}:${env.PORT} in this network`]] : [];
}
