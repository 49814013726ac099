import { createHmac } from "node:crypto";
import { equalHashes } from "#lib/core/secrets";

/** Authenticator apps agree on these and ignore other wishes: SHA-1, six digits, 30 s (RFC 6238). */
const stepMs = 30_000;
const digits = 6;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Base32 without padding (RFC 4648), as apps take it. */
export function toBase32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

/** The bytes of base32 text; letters outside its alphabet are an empty secret, which no code fits. */
export function fromBase32(text: string): Uint8Array {
  if (!/^[A-Z2-7]+$/.test(text)) return new Uint8Array();
  const bits = Array.from(text, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (eight) => Number.parseInt(eight, 2));
}

/** The code of one 30-second step since 1970 (RFC 4226 over the step). */
export function codeOf(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, "0");
}

/** Which step a typed code belongs to: now, one before or one after, for clocks and slow fingers. Undefined: none. */
export function stepOfCode(secret: Uint8Array, typed: string, now: Date): number | undefined {
  const code = Buffer.from(typed.replaceAll(/\s/g, ""));
  if (secret.byteLength === 0) return undefined;
  const present = Math.floor(now.getTime() / stepMs);
  return [present, present - 1, present + 1].find((step) => equalHashes(Buffer.from(codeOf(secret, step)), code));
}
