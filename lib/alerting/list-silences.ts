import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, type Sql, sql } from "#lib/core/sql";
import { cutPage } from "#lib/universal/paging";
import { readSilenceViews } from "./internal/silence-view.ts";
import { ListSilencesInput, SilenceList, type SilenceState } from "./schema.ts";

const Place = z.tuple([z.iso.datetime(), z.uuid()]);

/** Silences by keyset, the ones to look at first: what ends or begins soonest, or what ended last. */
export const listSilences = operation(
  { name: "listSilences", summary: "List silences", policy: "monitoring:read", input: ListSilencesInput, output: SilenceList },
  async (ctx, { state, limit, cursor }) => {
    const rest = sql`where true ${isState(state, ctx.now)} ${pageOf(state, cursor)} limit ${limit + 1}`;
    const silences = await readSilenceViews(ctx.db, ctx.now, rest);
    return cutPage(silences, limit, (silence) => [state === "future" ? silence.from : silence.to, silence.id]);
  },
);

function isState(state: SilenceState | undefined, now: Date): Sql {
  switch (state) {
    case undefined:
      return emptySql;
    case "active":
      return sql`and s.from_at <= ${now}::timestamptz and s.to_at > ${now}::timestamptz`;
    case "future":
      return sql`and s.from_at > ${now}::timestamptz`;
    case "expired":
      return sql`and s.to_at <= ${now}::timestamptz`;
  }
}

function pageOf(state: SilenceState | undefined, cursor: string | undefined): Sql {
  const place = readCursor(cursor, Place);
  const after = place ? sql`(${place[0]}::timestamptz, ${place[1]}::uuid)` : undefined;
  if (state === "active") return sql`${after ? sql`and (s.to_at, s.id) > ${after}` : emptySql} order by s.to_at, s.id`;
  if (state === "future") return sql`${after ? sql`and (s.from_at, s.id) > ${after}` : emptySql} order by s.from_at, s.id`;
  return sql`${after ? sql`and (s.to_at, s.id) < ${after}` : emptySql} order by s.to_at desc, s.id desc`;
}
