import { EnvError, env } from "#lib/core/env";
import { isDatabaseAway } from "#lib/core/errors";
import { log } from "#lib/core/log";
import { boot } from "./boot.ts";
import { closeParts, type Parts } from "./close-parts.ts";
import { releaseStartMemory } from "./release-start-memory.ts";
import { oneLine, StartupError } from "./startup-error.ts";
import { stopOnSignal } from "./stop-on-signal.ts";
import { logForTerminal } from "./terminal-log.ts";

/** A start that cannot work says why in one line and exits with 1. */
const parts: Parts = {};
try {
  await logForTerminal(env());
  process.on("unhandledRejection", (error) => log().error({ err: error }, "unhandled rejection"));
  process.on("uncaughtException", (error) => {
    log().fatal({ err: error }, "uncaught exception");
    process.exit(1);
  });
  stopOnSignal(() => closeParts(parts, log()), log());
  await boot(env(), log(), parts);
  releaseStartMemory();
} catch (error) {
  process.stderr.write(`fleetlight: ${reasonOf(error)}\n`);
  if (parts.database) await closeParts(parts, log());
  process.exit(1);
}

/** @throws the error itself when it is none that a person can do something about */
function reasonOf(error: unknown): string {
  if (error instanceof StartupError || error instanceof EnvError) return error.message;
  if (isDatabaseAway(error)) return `The database went away during the start (${oneLine(error)}): try again`;
  throw error;
}
