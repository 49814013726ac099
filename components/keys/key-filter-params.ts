import { createLoader, parseAsStringLiteral } from "nuqs/server";
import type { ApiKeyState } from "#lib/auth/schema";
import type { PageSearch } from "../ui/range/range-params.ts";

const states = ["all", "active", "expired", "revoked"] as const;

/** What the URL of the keys' page says: `?state=` which of them. */
export const keyFilterParams = { state: parseAsStringLiteral(states).withDefault("all") };
const load = createLoader(keyFilterParams);

/** What the table of keys is narrowed to; empty shows all. */
export function keyFilterOf({ state }: { state: (typeof states)[number] }): { state?: ApiKeyState } {
  return state === "all" ? {} : { state };
}

/** The same on the server, for the first drawing. */
export async function keyFilterOfPage(search: PageSearch): Promise<{ state?: ApiKeyState }> {
  return keyFilterOf(await load(search));
}
