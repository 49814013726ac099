import { hashSecret, newSecret } from "#lib/core/secrets";

/** What an `Authorization` header says. Anything that calls itself Bearer and is not a usable token is `unusable`. */
export type Bearer =
  | { kind: "none" }
  | { kind: "unusable" }
  | { kind: "node"; hash: Uint8Array }
  | { kind: "key"; prefix: string | undefined; hash: Uint8Array };

const keyPattern = /^fl_([A-Za-z0-9]{4,32})_[A-Za-z0-9_-]+$/;

/** Reads the header. Tokens are compared as they were sent, never decoded, so there is nothing to fail. */
export function readBearer(authorization: string | null | undefined): Bearer {
  const match = /^bearer(?:\s+(.*))?$/i.exec(authorization?.trim() ?? "");
  if (!match) return { kind: "none" };
  const token = match[1]?.trim() ?? "";
  if (token.length < 16 || token.length > 512 || /[^\x21-\x7e]/.test(token)) return { kind: "unusable" };
  if (token.startsWith("fln_")) return { kind: "node", hash: hashSecret(token) };
  return { kind: "key", prefix: keyPattern.exec(token)?.[1], hash: hashSecret(token) };
}

/** A new API key: `fl_<prefix>_<secret>`. The prefix finds and names it, the whole is hashed. */
export function newApiKey(): { key: string; prefix: string; hash: Buffer<ArrayBuffer> } {
  const prefix = newPrefix();
  const key = `fl_${prefix}_${newSecret()}`;
  return { key, prefix, hash: hashSecret(key) };
}

/** Ten letters and digits that say nothing. */
export function newPrefix(): string {
  return newSecret(24).replaceAll(/[-_]/g, "").slice(0, 10).toLowerCase();
}
