import { randomBytes } from "node:crypto";
import { seal } from "#lib/core/secrets";

/** A signing secret in the form of standardwebhooks.com, and what of it is stored. */
export function newWebhookSecret(): { secret: string; sealed: string } {
  const secret = `whsec_${randomBytes(24).toString("base64")}`;
  return { secret, sealed: seal(secret) };
}
