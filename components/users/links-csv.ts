import type { ImportedUser } from "#lib/auth/schema";
import { csvLine } from "#lib/universal/csv";

/** A file for whoever sends the links out; `origin` is this site. */
export function linksCsv(users: readonly ImportedUser[], expiresAt: string, origin: string): string {
  const rows = users.flatMap(({ email, name, passwordLink }) =>
    passwordLink === null ? [] : [[email, name, new URL(passwordLink, origin).href, expiresAt]],
  );
  return [["email", "name", "link", "expiresAt"], ...rows].map(csvLine).join("");
}
