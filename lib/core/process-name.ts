import { hostname } from "node:os";
import { env } from "#lib/core/env";

/**
 * Who this process is to the others and to those who read tables: `host:port`, the same after a restart. A host's processes
 * differ in their port, which each has even if it takes no requests there.
 */
export function processName(): string {
  return `${hostname()}:${env().PORT}`;
}
