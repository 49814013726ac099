import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { NoInput, WebPush } from "#lib/notifications/schema";
import { isMeant } from "./internal/push-audience.ts";
import { readPushBrowsers } from "./internal/push-browser-row.ts";
import { ensureWebPushKey } from "./internal/web-push-key.ts";

const Count = z.object({ count: column.count });

/** The installation's public key and one's own browsers. A key (API) has none. */
export const showWebPush = operation(
  {
    name: "showWebPush",
    summary: "Show what a browser needs for Web Push, and the own browsers that have it",
    policy: "monitoring:read",
    input: NoInput,
    output: WebPush,
  },
  (ctx) =>
    transaction(ctx.db, async (tx) => {
      const { publicKey, privateKey } = await ensureWebPushKey(tx, ctx.now);
      // Without the private half nothing can be told: whoever had subscribed has to do so again.
      if (ctx.actor.kind !== "user" || privateKey === undefined) return { publicKey, channelCount: 0, browsers: [] };
      const { userId } = ctx.actor;
      const [channels] = await tx.rows(
        sql`select count(*) as count from notification_channel c join app_user u on u.id = ${userId}::uuid
        where c.kind = 'web_push' and c.is_enabled and ${isMeant}`,
        Count,
      );
      return { publicKey, channelCount: channels?.count ?? 0, browsers: await readPushBrowsers(tx, sql`u.id = ${userId}::uuid`) };
    }),
);
