import pino from "pino";
import type { Env } from "#lib/core/env";
import { log, logOptions } from "#lib/core/log";
import { singleton } from "#lib/core/singleton";

/** On a terminal the process's log is for people; everywhere else it is JSON lines. Call before anything logs. */
export async function logForTerminal(env: Env): Promise<void> {
  if (process.stdout.isTTY !== true || env.NODE_ENV === "test") return void log();
  // A stream and not a transport: no second thread with a heap of its own.
  const { default: pretty } = await import("pino-pretty");
  singleton("log", () =>
    pino(logOptions(env), pretty({ colorize: true, sync: true, translateTime: "SYS:HH:MM:ss", ignore: "pid,hostname" })),
  );
}
