import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { StartupError } from "../startup-error.ts";
import { type Binaries, findBinaries } from "./binaries.ts";
import { giveTo } from "./data-folder.ts";
import { postgresUser } from "./postgres-user.ts";
import { privateCopy } from "./private-copy.ts";
import { canReach, type SystemUser } from "./reachable.ts";

/** Starts PostgreSQL's programs as a user that PostgreSQL accepts, with an environment that says nothing else. */
export interface Programs {
  /** The user they run as; undefined: ourselves. */
  user: SystemUser | undefined;
  run(program: keyof Binaries, args: string[], options: SpawnOptions): ChildProcess;
}

/** @throws StartupError when no user that PostgreSQL accepts can reach the data folder */
export async function preparePrograms(dataDir: string, clusterDir: string): Promise<Programs> {
  let binaries = await findBinaries();
  const user = postgresUser(clusterDir);
  let prefix: string[] = [];
  if (user) {
    giveTo(dataDir, user);
    if (!canReach(binaries.postgres, user)) binaries = privateCopy(binaries);
    if (!canReach(dataDir, user)) prefix = withReadingAnywhere(user, dataDir);
  }
  const env = { NODE_ENV: "production" as const, PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" };
  return {
    user,
    run(program, args, options) {
      const [command = "", ...rest] = [...prefix, binaries[program], ...args];
      return spawn(command, rest, { cwd: "/", env, ...options, ...(user && prefix.length === 0 ? user : {}) });
    },
  };
}

/** Capabilities by their bit in /proc: walking through folders without a right to them. */
const capabilities = [
  { bit: 2n, name: "+dac_read_search" },
  { bit: 1n, name: "+dac_override" },
];

/** A data folder below one that only root may enter: PostgreSQL gets the one capability to walk through it. */
function withReadingAnywhere(user: SystemUser, dataDir: string): string[] {
  const held = BigInt(`0x${/^CapPrm:\s*([0-9a-f]+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0"}`);
  const capability = capabilities.find(({ bit }) => (held >> bit) & 1n);
  if (!capability) {
    throw new StartupError(
      `PostgreSQL runs as user ${user.uid}, who cannot reach ${dataDir}: move FLEETLIGHT_DATA_DIR to where that user may go`,
    );
  }
  const caps = ["--inh-caps", capability.name, "--ambient-caps", capability.name];
  return ["setpriv", "--reuid", String(user.uid), "--regid", String(user.gid), "--clear-groups", ...caps];
}
