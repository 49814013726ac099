import { createHmac } from "node:crypto";
import type { Database } from "#lib/core/database";
import { authSecret, equalHashes, hashSecret } from "#lib/core/secrets";
import { isAdminMissing } from "./internal/lock-admins.ts";

/** Crockford's alphabet: nothing in it is mistaken for something else when read from a terminal. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The code that the terminal prints and that set-up asks from anywhere but this machine. Made from the installation's
 * secret, so every process of it says and accepts the same; of use only until the first admin exists. 60 bits.
 */
export function setupCode(): string {
  const bytes = createHmac("sha256", authSecret()).update("fleetlight set-up code").digest();
  const letters = Array.from(bytes.subarray(0, 12), (byte) => alphabet[byte % 32]).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

/** Accepts the code in any case, with or without its dashes. */
export function isSetupCode(typed: string): boolean {
  return equalHashes(hashSecret(plain(typed)), hashSecret(plain(setupCode())));
}

function plain(code: string): string {
  return code.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");
}

/** What the terminal should print on a start without an admin; undefined when there is one. */
export async function neededSetupCode(db: Database): Promise<string | undefined> {
  return (await isAdminMissing(db)) ? setupCode() : undefined;
}
