import { createLoader, type inferParserType, parseAsString, parseAsStringLiteral } from "nuqs/server";
import type { ListUsersInput } from "#lib/auth/schema";
import type { PageSearch } from "../ui/range/range-params.ts";

/** What the table of users is narrowed to, in the URL: read by the page on the server and by the filters in the browser. */
export const userFilterParams = {
  q: parseAsString.withDefault(""),
  role: parseAsStringLiteral(["all", "user", "admin"]).withDefault("all"),
  state: parseAsStringLiteral(["all", "active", "disabled"]).withDefault("all"),
};

export type UserFilter = Pick<ListUsersInput, "q" | "role" | "disabled">;

/** What the API is asked for; empty shows all. */
export function userFilterOf({ q, role, state }: inferParserType<typeof userFilterParams>): UserFilter {
  return {
    ...(q && { q }),
    ...(role !== "all" && { role }),
    ...(state !== "all" && { disabled: state === "disabled" ? "true" : "false" }),
  };
}

/** For the server's page: the same filter that the browser will ask for. */
export async function userFilterOfPage(searchParams: PageSearch): Promise<UserFilter> {
  return userFilterOf(await createLoader(userFilterParams)(searchParams));
}
