import { createHash, hkdfSync } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import type { Env } from "#lib/core/env";
import type { Manifest } from "./manifest.ts";

/** Of one installation only: the cluster, its log, the password of its roles, signs of work under way. */
const notKept = new Set(["postgres", "postgres.log", "postgres-password", "restore-under-way"]);
const largestBytes = 1_048_576;

/** The small files of a data folder that a restored installation needs: its secrets. */
export function keptFiles(dataDir: string): string[] {
  if (!existsSync(dataDir)) return [];
  return readdirSync(dataDir, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !notKept.has(entry.name) && /^\w[\w.-]*$/.test(entry.name))
    .map(({ name }) => name)
    .filter((name) => statSync(path.join(dataDir, name)).size <= largestBytes)
    .sort();
}

/** Where the secret is with which sessions and second factors are sealed, and a mark by which two of them can be compared. */
export function findAuthSecret(env: Env, dataDir: string): Manifest["authSecret"] {
  if (env.AUTH_SECRET !== undefined) return { in: "environment", fingerprint: fingerprint(env.AUTH_SECRET) };
  const file = path.join(dataDir, "auth-secret");
  if (!existsSync(file)) return { in: "nowhere", fingerprint: "" };
  return { in: "files", fingerprint: fingerprint(readFileSync(file, "utf8").trim()) };
}

/** Says nothing about the secret but whether it is the same. */
function fingerprint(secret: string): string {
  const derived = Buffer.from(hkdfSync("sha256", secret, "", "fleetlight backup fingerprint", 32));
  return createHash("sha256").update(derived).digest("hex").slice(0, 32);
}
