import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { StartupError } from "../startup-error.ts";
import type { SystemUser } from "./reachable.ts";

/**
 * PostgreSQL refuses to run as root. Undefined: we are not root, it runs as ourselves. Else the owner of an existing
 * cluster, or `postgres` (made when missing, as PostgreSQL's packages do), or `nobody`.
 */
export function postgresUser(clusterDir: string): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(clusterDir, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const user = knownUser("postgres") ?? newUser() ?? knownUser("nobody");
  if (!user)
    throw new StartupError(
      "PostgreSQL refuses to run as root and there is no other user: start Fleetlight as an ordinary user, or set DATABASE_URL",
    );
  return user;
}

function knownUser(name: string): SystemUser | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function newUser(): SystemUser | undefined {
  try {
    execFileSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/bin/false", "postgres"], { stdio: "ignore" });
    return knownUser("postgres");
  } catch {
    return undefined;
  }
}
