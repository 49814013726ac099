import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { Id, Instant } from "#lib/universal/identifiers";
import { cutPage } from "#lib/universal/paging";
import { readTelemetryTokens } from "./internal/token-view.ts";
import { ListTelemetryTokensInput, TelemetryTokenList } from "./token-schema.ts";

/** Newest first, of one state or all. Creation times are whole milliseconds (`ctx.now`), so they survive the cursor. */
export const listTelemetryTokens = operation(
  {
    name: "listTelemetryTokens",
    summary: "List tokens for nodes that send telemetry, newest first",
    policy: "telemetry:write",
    input: ListTelemetryTokensInput,
    output: TelemetryTokenList,
  },
  async (ctx, { state, limit, cursor }) => {
    const place = readCursor(cursor, z.tuple([Instant, Id]));
    const tokens = await readTelemetryTokens(
      ctx.db,
      sql`
      where true ${state === undefined ? emptySql : state === "active" ? sql`and revoked_at is null` : sql`and revoked_at is not null`}
      ${place === undefined ? emptySql : sql`and (created_at, id) < (${place[0]}::timestamptz, ${place[1]}::uuid)`}
      order by created_at desc, id desc limit ${limit + 1}`,
    );
    return cutPage(tokens, limit, (token) => [token.createdAt, token.id]);
  },
);
