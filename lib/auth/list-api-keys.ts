import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { ApiKeyList, ListApiKeysInput } from "#lib/auth/schema";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { Id, Instant } from "#lib/universal/identifiers";
import { cutPage } from "#lib/universal/paging";
import { readApiKeys } from "./internal/api-key-row.ts";

/** Newest first, revoked and expired ones too. Creation times are whole milliseconds (`ctx.now`), so they survive the cursor. */
export const listApiKeys = operation(
  { name: "listApiKeys", summary: "List API keys, newest first", policy: "settings:read", input: ListApiKeysInput, output: ApiKeyList },
  async (ctx, { limit, cursor }) => {
    const place = readCursor(cursor, z.tuple([Instant, Id]));
    const keys = await readApiKeys(
      ctx.db,
      sql`
      ${place === undefined ? emptySql : sql`where (k.created_at, k.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)`}
      order by k.created_at desc, k.id desc limit ${limit + 1}`,
    );
    return cutPage(keys, limit, (key) => [key.createdAt, key.id]);
  },
);
