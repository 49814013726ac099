import { EnvError, env } from "#lib/core/env";
import { log } from "#lib/core/log";
import { boot } from "./boot.ts";
import { closeParts, type Parts } from "./close-parts.ts";
import { releaseStartMemory } from "./release-start-memory.ts";
import { StartupError } from "./startup-error.ts";
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
  if (!(error instanceof StartupError || error instanceof EnvError)) throw error;
  process.stderr.write(`fleetlight: ${error.message}\n`);
  if (parts.database) await closeParts(parts, log());
  process.exit(1);
}
