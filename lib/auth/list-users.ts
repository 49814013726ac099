import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { ListUsersInput, UserList } from "#lib/auth/schema";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { cutPage } from "#lib/universal/paging";
import { readUsers } from "./internal/user-row.ts";

/** Newest first; `uid` grows with every account, so it is the order and the place in the list. */
export const listUsers = operation(
  { name: "listUsers", summary: "List accounts, newest first", policy: "users:read", input: ListUsersInput, output: UserList },
  async (ctx, { q, role, disabled, limit, cursor }) => {
    const place = readCursor(cursor, z.tuple([z.number().int()]));
    const text = q?.trim().toLowerCase() ?? "";
    const part = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
    const users = await readUsers(
      ctx.db,
      sql`
      where true
      ${text === "" ? emptySql : sql`and (u.email like ${part} or lower(u.name) like ${part} or u.uid::text = ${text} or u.id::text = ${text} or u.uuid::text = ${text})`}
      ${role === undefined ? emptySql : sql`and u.role = ${role}`}
      ${disabled === undefined ? emptySql : sql`and (u.disabled_at is not null) = ${disabled}`}
      ${place === undefined ? emptySql : sql`and u.uid < ${place[0]}`}
      order by u.uid desc limit ${limit + 1}`,
    );
    return cutPage(users, limit, (user) => [user.uid]);
  },
);
