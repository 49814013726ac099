import { sql } from "#lib/core/sql";

/**
 * The message's own fields, of a row called `l`: the payload of a V2 envelope, else the frame itself. V1 has `msg` on top, and
 * may well have a field called `payload`.
 */
export const messageFields = sql`case when l.logs ->> 'msg' is null then coalesce(l.logs -> 'payload', l.logs) else l.logs end`;
