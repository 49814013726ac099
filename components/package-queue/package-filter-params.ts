import { createLoader, type inferParserType, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { PageSearch } from "../ui/range/range-params.ts";

/** What the URL of the packages' page says: `?q=` part of a name, `?sale=` which of them. */
export const packageFilterParams = {
  q: parseAsString.withDefault(""),
  sale: parseAsStringLiteral(["all", "sold", "retired"]).withDefault("all"),
};
const load = createLoader(packageFilterParams);

/** What the table of packages is narrowed to; empty shows all. */
export interface PackageFilter {
  q?: string;
  retired?: "true" | "false";
}

export function packageFilterOf({ q, sale }: inferParserType<typeof packageFilterParams>): PackageFilter {
  return { ...(q && { q }), ...(sale !== "all" && { retired: sale === "retired" ? "true" : "false" }) };
}

/** The same on the server, for the first drawing. */
export async function packageFilterOfPage(search: PageSearch): Promise<PackageFilter> {
  return packageFilterOf(await load(search));
}
