import { hashSecret, newSecret } from "#lib/core/secrets";

/** A new token of nodes: `flt_` and 32 random bytes, in letters that an address may have. Shown once; its hash is kept. */
export function newTelemetryToken(): { token: string; hash: Buffer<ArrayBuffer> } {
  const token = `flt_${newSecret()}`;
  return { token, hash: hashSecret(token) };
}

/** The hash of what stands in an address; undefined for what cannot be a token of ours. */
export function hashOfTelemetryToken(token: string): Buffer<ArrayBuffer> | undefined {
  return /^flt_[A-Za-z0-9_-]{43}$/.test(token) ? hashSecret(token) : undefined;
}
