import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { env } from "#lib/core/env";
import { singleton } from "#lib/core/singleton";

/** How random secrets (keys, tokens, links) are kept: they have too many bits to need salt or stretching. */
export function hashSecret(secret: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHash("sha256").update(secret).digest());
}

/** Compares hashes without telling by time how much of them agrees. */
export function equalHashes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

/** A new secret of `bytes` random bytes as URL-safe text. */
export function newSecret(bytes = 32): string {
  return randomBytes(bytes).toString("base64url");
}

/** What session cookies are encrypted with: from the environment, else made once and kept in the data folder. */
export function authSecret(): string {
  return singleton("auth-secret", () => env().AUTH_SECRET ?? keptSecret(resolve(env().FLEETLIGHT_DATA_DIR), "auth-secret"));
}

/** Encrypts a secret that we must be able to read again, so that a copy of the database alone does not hold it. */
export function seal(secret: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", sealingKey(), nonce);
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** What `seal` was given; undefined when it was sealed with another installation's secret, or is none. */
export function unseal(sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.byteLength < 28) return undefined;
  try {
    const decipher = createDecipheriv("aes-256-gcm", sealingKey(), bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}

function sealingKey(): Buffer {
  return Buffer.from(hkdfSync("sha256", authSecret(), "", "fleetlight sealed secrets", 32));
}

/**
 * Reads a secret file, or makes it. Written aside and then linked: a process that starts at the same time reads a
 * whole secret or makes none, and all end up with the same one.
 */
export function keptSecret(folder: string, name: string): string {
  const path = join(folder, name);
  const existing = readIfThere(path);
  if (existing !== undefined) return existing;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const aside = `${path}.${newSecret(6)}`;
  writeFileSync(aside, newSecret(48), { mode: 0o600, flag: "wx" });
  try {
    linkSync(aside, path);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  } finally {
    unlinkSync(aside);
  }
  return readFileSync(path, "utf8").trim();
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
