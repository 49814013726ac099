import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { ApiKeyList, type ApiKeyState, ListApiKeysInput } from "#lib/auth/schema";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, type Sql, sql } from "#lib/core/sql";
import { Id, Instant } from "#lib/universal/identifiers";
import { cutPage } from "#lib/universal/paging";
import { readApiKeys } from "./internal/api-key-row.ts";

/** Newest first, of one state or all, of one creator or all. Creation times are whole milliseconds (`ctx.now`), so they survive the cursor. */
export const listApiKeys = operation(
  { name: "listApiKeys", summary: "List API keys, newest first", policy: "settings:read", input: ListApiKeysInput, output: ApiKeyList },
  async (ctx, { state, createdBy, limit, cursor }) => {
    const place = readCursor(cursor, z.tuple([Instant, Id]));
    const keys = await readApiKeys(
      ctx.db,
      sql`
      where true ${state === undefined ? emptySql : inState(state, ctx.now)}
      ${createdBy === undefined ? emptySql : sql`and k.created_by = ${createdBy}::uuid`}
      ${place === undefined ? emptySql : sql`and (k.created_at, k.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)`}
      order by k.created_at desc, k.id desc limit ${limit + 1}`,
    );
    return cutPage(keys, limit, (key) => [key.createdAt, key.id]);
  },
);

function inState(state: ApiKeyState, now: Date): Sql {
  switch (state) {
    case "revoked":
      return sql`and k.revoked_at is not null`;
    case "expired":
      return sql`and k.revoked_at is null and k.expires_at <= ${now}::timestamptz`;
    case "active":
      return sql`and k.revoked_at is null and (k.expires_at is null or k.expires_at > ${now}::timestamptz)`;
  }
}
