import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { AlertChannelList, ListChannelsInput } from "#lib/notifications/schema";
import { Id, Instant } from "#lib/universal/identifiers";
import { cutPage } from "#lib/universal/paging";
import { readChannels } from "./internal/channel-row.ts";

/** Channels with their health, the oldest first. */
export const listChannels = operation(
  { name: "listChannels", summary: "List channels", policy: "monitoring:read", input: ListChannelsInput, output: AlertChannelList },
  async (ctx, { limit, cursor }) => {
    const place = readCursor(cursor, z.tuple([Instant, Id]));
    const channels = await readChannels(
      ctx.db,
      sql`where true
      ${place === undefined ? emptySql : sql`and (date_trunc('milliseconds', c.created_at), c.id) > (${place[0]}::timestamptz, ${place[1]}::uuid)`}
      order by date_trunc('milliseconds', c.created_at), c.id limit ${limit + 1}`,
    );
    return cutPage(channels, limit, (channel) => [channel.createdAt, channel.id]);
  },
);
