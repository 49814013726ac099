import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { NoOutput, PushBrowserIdInput } from "#lib/notifications/schema";
import { forgetBrowsers } from "./internal/forget-browsers.ts";

/** Tells one of one's own browsers nothing more; what waits for it is given up. @throws DomainError not_found */
export const unsubscribeBrowser = operation(
  {
    name: "unsubscribeBrowser",
    summary: "Tell an own browser nothing more",
    policy: "monitoring:read",
    input: PushBrowserIdInput,
    output: NoOutput,
  },
  async (ctx, { id }) => {
    // Keys have no browsers, and other people's do not exist.
    const userId = ctx.actor.kind === "user" ? ctx.actor.userId : null;
    await transaction(ctx.db, async (tx) => {
      const [forgotten] = await forgetBrowsers(tx, ctx.now, sql`b.id = ${id}::uuid and b.user_id = ${userId}::uuid`);
      if (!forgotten) throw notFound("Browser");
      const before = { label: forgotten.label };
      await audit(tx, ctx, { action: "push-browser.unsubscribe", subjectKind: "push-browser", subjectId: id, before });
    });
    return undefined;
  },
);
