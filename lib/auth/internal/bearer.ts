import { hashSecret, newSecret } from "#lib/core/secrets";

/** What an `Authorization` header says. Anything that calls itself Bearer and cannot be a token of ours is `unusable`. */
export type Bearer =
  | { kind: "none" }
  | { kind: "unusable" }
  | { kind: "token"; hash: Uint8Array /** Of our own API keys. */; prefix: string | undefined; isNodeToken: boolean };

const keyPattern = /^fl_([A-Za-z0-9]{4,32})_[A-Za-z0-9_-]+$/;

/** Reads the header. Tokens are compared as they were sent, never decoded, so there is nothing to fail. */
export function readBearer(authorization: string | null | undefined): Bearer {
  const match = /^bearer(?: +(.*))?$/i.exec(authorization?.trim() ?? "");
  const token = match ? (match[1] ?? "") : keyAsPassword(authorization);
  if (token === undefined) return { kind: "none" };
  if (token.length < 16 || token.length > 512 || /[^\x20-\x7e]/.test(token)) return { kind: "unusable" };
  return { kind: "token", hash: hashSecret(token), prefix: keyPattern.exec(token)?.[1], isNodeToken: token.startsWith("fln_") };
}

/**
 * One of our keys as the password of Basic, whatever the name before it, for tools that know nothing else. Any other
 * password is none of ours: a proxy in front of us asks for its own, and passes it on.
 */
function keyAsPassword(authorization: string | null | undefined): string | undefined {
  const encoded = /^basic +([A-Za-z0-9+/=]{1,1024})$/i.exec(authorization?.trim() ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [, password = ""] = /^[^:]*:(.*)$/.exec(Buffer.from(encoded, "base64").toString("latin1")) ?? [];
  return keyPattern.test(password) ? password : undefined;
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
