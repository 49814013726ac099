import { type Logger, pino } from "pino";
import { env } from "#lib/core/env";
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

/** The process's logger: JSON lines, pretty on a terminal in development. */
export function log(): Log {
  return singleton("log", () => {
    const isPretty = env().NODE_ENV === "development" && process.stdout.isTTY;
    return pino({
      level: env().LOG_LEVEL,
      base: null,
      redact: { paths: secrets, censor: "[secret]" },
      ...(isPretty ? { transport: { target: "pino-pretty" } } : {}),
    });
  });
}
