import argon2 from "@node-rs/argon2";
import { newSecret } from "#lib/core/secrets";
import { singleton } from "#lib/core/singleton";

/** Argon2id as OWASP puts it first: 19 MiB, two passes. Some 10 ms of one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The same letters are the same password, however the keyboard composed them. */
function composed(password: string): string {
  return password.normalize("NFKC");
}

export function hashPassword(password: string): Promise<string> {
  return argon2.hash(composed(password), cost);
}

/**
 * True when the password belongs to the hash. Without a hash (unknown account, or one that never had a password) the same
 * work is done against a hash that nothing fits, so neither answer nor time tells whether an account exists.
 */
export async function fitsPassword(storedHash: string | null | undefined, password: string): Promise<boolean> {
  const nobodysHash = await singleton("nobodys-password", () => hashPassword(newSecret()));
  const fits = await argon2.verify(storedHash ?? nobodysHash, composed(password));
  return fits && storedHash != null;
}
