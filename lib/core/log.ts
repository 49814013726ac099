import { type Logger, type LoggerOptions, pino } from "pino";
import { type Env, env } from "#lib/core/env";
import { singleton } from "#lib/core/singleton";

export type Log = Logger;

/** Field names that never reach a log line. */
const secrets = [
  "password",
  "token",
  "key",
  "secret",
  "authorization",
  "cookie",
  "*.password",
  "*.token",
  "*.key",
  "*.secret",
  "headers.authorization",
  "headers.cookie",
];

export function logOptions({ LOG_LEVEL }: Pick<Env, "LOG_LEVEL">): LoggerOptions {
  return { level: LOG_LEVEL, base: null, redact: { paths: secrets, censor: "[secret]" } };
}

/** The process's logger: JSON lines. The server gives it a readable form on a terminal (server/terminal-log). */
export function log(): Log {
  return singleton("log", () => pino(logOptions(env())));
}
