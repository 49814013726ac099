import pino from "pino";
import { type Env, EnvError, env } from "#lib/core/env";
import { isDatabaseAway, isDomainError } from "#lib/core/errors";
import { logOptions } from "#lib/core/log";
import { singleton } from "#lib/core/singleton";
import { oneLine, StartupError } from "../startup-error.ts";
import { UsageError } from "./usage-error.ts";

/** What a command may use: its words, the environment, a signal that Ctrl+C aborts, and where to speak. */
export interface CommandLine {
  args: string[];
  env: Env;
  signal: AbortSignal;
  /** The result, on stdout: nothing else is written there. */
  print(text: string): void;
  /** What happens meanwhile, on stderr. */
  say(text: string): void;
}

/**
 * Runs one of the operator's commands and sets the exit code: 0 done, 1 failed with the reason in one line, 2 a command line
 * that cannot be meant, with how it is written, 130 stopped by a signal.
 */
export async function runCommand(command: (line: CommandLine) => Promise<number>): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(130);
      stopping.abort(new StartupError("Stopped"));
    });
  const print = (text: string) => void process.stdout.write(`${text}\n`);
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  try {
    const known = env();
    // stdout is for the result; what jobs and operations log goes beside it.
    singleton("log", () =>
      pino({ ...logOptions(known), level: known.LOG_LEVEL === "info" ? "warn" : known.LOG_LEVEL }, pino.destination(2)),
    );
    process.exitCode = await command({ args: process.argv.slice(2), env: known, signal: stopping.signal, print, say });
  } catch (error) {
    if (error instanceof UsageError) {
      say(`fleetlight: ${error.message}\n\n${error.usage}`);
      process.exitCode = 2;
      return;
    }
    say(`fleetlight: ${reasonOf(error)}`);
    process.exitCode = stopping.signal.aborted ? 130 : 1;
  }
}

/** In one line what a person can do something about; else everything there is to know. */
function reasonOf(error: unknown): string {
  if (error instanceof StartupError || error instanceof EnvError || isDomainError(error)) return error.message;
  if (isDatabaseAway(error)) return `The database went away (${oneLine(error)}): try again`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
