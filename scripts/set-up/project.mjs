import path from "node:path";

/** The project's folder; every script works from there, wherever it was called. */
export const root = path.join(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), "../..");

/** One line and a non-zero exit: what is wrong and what to do. */
export function fail(message) {
  process.stderr.write(`fleetlight: ${message}\n`);
  process.exit(1);
}
