import { hashSecret, newSecret } from "#lib/core/secrets";

/** A new appliance token: `fla_` and 32 random bytes in base64url. Shown once; only its hash is stored. */
export function newApplianceToken(): { token: string; hash: Uint8Array<ArrayBuffer> } {
  const token = `fla_${newSecret()}`;
  return { token, hash: new Uint8Array(hashSecret(token)) };
}
