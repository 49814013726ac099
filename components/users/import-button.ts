import type { UserImport } from "#lib/auth/schema";
import { locale } from "#lib/universal/locale";

const number = new Intl.NumberFormat(locale);

/** What the button of a checked file says, and whether wrong rows are left out: never without its saying so. */
export function importButton({ valid, invalid }: Pick<UserImport, "valid" | "invalid">): { label: string; skipInvalid: boolean } {
  if (invalid === 0) return { label: `Import ${number.format(valid)} ${valid === 1 ? "user" : "users"}`, skipInvalid: false };
  const good = valid === 1 ? "Import the 1 good row" : `Import the ${number.format(valid)} good rows`;
  return { label: `${good}, leave out ${number.format(invalid)}`, skipInvalid: true };
}
