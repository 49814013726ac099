import { createHash } from "node:crypto";

/** What the audit log keeps of a configuration, which may hold private keys: that it changed, not what it is. */
export function configDigest(config: unknown): string {
  return `sha256:${createHash("sha256").update(JSON.stringify(config)).digest("hex").slice(0, 16)}`;
}
