import { createLoader, parseAsStringLiteral } from "nuqs/server";
import type { SilenceState } from "#lib/alerting/schema";
import type { PageSearch } from "../ui/range/range-params.ts";

const states = ["active", "future", "expired"] as const;

/** What the URL of the silences' page says: `?state=` which of them. */
export const silenceParams = { state: parseAsStringLiteral(states).withDefault("active") };
const load = createLoader(silenceParams);

/** The same on the server, for the first drawing. */
export async function silenceFilterOfPage(search: PageSearch): Promise<{ state: SilenceState }> {
  return load(search);
}
