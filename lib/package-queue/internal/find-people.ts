import { z } from "zod";
import type { Database } from "#lib/core/database";
import { sql } from "#lib/core/sql";

/** So many users' items are counted as they are, and found by user; a search that finds more is not counted. */
export const countablePeople = 1_000;

/** Whose e-mail holds what is searched: their ids, or, beyond `countablePeople`, the pattern itself. */
export type People = { ids: string[] } | { pattern: string };

const Row = z.object({ id: z.string() });

/** Undefined when nobody is searched. */
export async function findPeople(db: Database, q: string | undefined): Promise<People | undefined> {
  const text = q?.trim().toLowerCase() ?? "";
  if (text === "") return undefined;
  const pattern = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const users = await db.rows(sql`select u.id from app_user u where u.email like ${pattern} limit ${countablePeople + 1}`, Row);
  return users.length > countablePeople ? { pattern } : { ids: users.map(({ id }) => id) };
}
