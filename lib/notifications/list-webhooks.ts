import { z } from "zod";
import { operation } from "#lib/auth/operation";
import { readCursor } from "#lib/core/read-cursor";
import { emptySql, sql } from "#lib/core/sql";
import { ListWebhooksInput, WebhookList } from "#lib/notifications/schema";
import { Id, Instant } from "#lib/universal/identifiers";
import { cutPage } from "#lib/universal/paging";
import { readTargets } from "./internal/target-row.ts";

/** Endpoints with their health, the oldest first. */
export const listWebhooks = operation(
  { name: "listWebhooks", summary: "List webhook endpoints", policy: "settings:read", input: ListWebhooksInput, output: WebhookList },
  async (ctx, { limit, cursor }) => {
    const place = readCursor(cursor, z.tuple([Instant, Id]));
    const webhooks = await readTargets(
      ctx.db,
      sql`where t.kind = 'webhook'
      ${place === undefined ? emptySql : sql`and (t.created_at, t.id) > (${place[0]}::timestamptz, ${place[1]}::uuid)`}
      order by t.created_at, t.id limit ${limit + 1}`,
    );
    return cutPage(webhooks, limit, (webhook) => [webhook.createdAt, webhook.id]);
  },
);
