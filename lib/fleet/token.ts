import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A new node token: `fln_` and 32 random bytes in base64url. Shown once; only its hash is stored. */
export function newToken(): { token: string; hash: Uint8Array<ArrayBuffer> } {
  const token = `fln_${randomBytes(32).toString("base64url")}`;
  return { token, hash: hashToken(token) };
}

/** sha256 of the token's text. 256 random bits need no slow hash. */
export function hashToken(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(token, "utf8").digest());
}

/** Compares two hashes in constant time. */
export function isSameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
