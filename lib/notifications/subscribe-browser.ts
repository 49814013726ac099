import { ECDH } from "node:crypto";
import { z } from "zod";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { column } from "#lib/core/columns";
import { DomainError } from "#lib/core/errors";
import { hashSecret } from "#lib/core/secrets";
import { sql } from "#lib/core/sql";
import { type SqlTransaction, transaction } from "#lib/core/transaction";
import { PushBrowser, SubscribeBrowserInput } from "#lib/notifications/schema";
import { demandUrl } from "./internal/demand-url.ts";
import { announceBrowsers, forgetBrowsers } from "./internal/forget-browsers.ts";
import { readPushBrowsers } from "./internal/push-browser-row.ts";
import { sealSubscription } from "./internal/push-subscription.ts";
import { replaceUnreadableKey } from "./internal/web-push-key.ts";

/** Of one person; a forgotten one is removed by its push service's 410. */
const mostBrowsers = 20;

const Written = z.object({ id: z.string(), is_new: z.boolean() });
const Id = z.object({ id: z.string() });
const Count = z.object({ count: column.count });

/**
 * Has alerts told to the browser that this comes from, by every channel of Web Push that means its owner. The same again
 * changes nothing; a browser that was somebody else's is from now on one's own.
 * @throws DomainError forbidden for keys; validation_failed for an endpoint that leads inside; conflict when it was subscribed with
 *   another key of ours (`state.publicKey` is the present one), and for the 21st browser
 */
export const subscribeBrowser = operation(
  {
    name: "subscribeBrowser",
    summary: "Tell this browser of alerts by Web Push",
    policy: "monitoring:read",
    input: SubscribeBrowserInput,
    output: PushBrowser,
  },
  async (ctx, { endpoint, p256dh, auth, publicKey, label }) => {
    const { actor } = ctx;
    if (actor.kind !== "user") throw new DomainError("forbidden", "An API key has no browser; sign in for this");
    const { userId } = actor;
    demandPoint(p256dh);
    await demandUrl(endpoint, "endpoint");
    const present = await transaction(ctx.db, (tx) => replaceUnreadableKey(tx, ctx.now));
    if (present.publicKey !== publicKey) {
      const state = { publicKey: present.publicKey };
      throw new DomainError("conflict", "The key for Web Push is another one by now: subscribe again with it", { state });
    }
    return transaction(ctx.db, async (tx) => {
      // One after the other for each person, so that the limit holds; what can be told no more makes room.
      await tx.rows(sql`select id from app_user where id = ${userId}::uuid for no key update`, Id);
      const ended = sql`b.user_id = ${userId}::uuid and (b.public_key <> ${publicKey} or b.token_version <> (select token_version from app_user where id = b.user_id))`;
      await forgetBrowsers(tx, ctx.now, ended);
      const hash = hashSecret(endpoint);
      const others = sql`b.endpoint_hash = ${hash} and b.user_id <> ${userId}::uuid`;
      await forgetBrowsers(tx, ctx.now, others);
      const targetId = await pushService(tx, ctx.now, new URL(endpoint).origin);
      const [written] = await tx.rows(
        sql`insert into web_push_browser (user_id, token_version, target_id, endpoint_hash, subscription, public_key, label, created_at)
        select u.id, u.token_version, ${targetId}::uuid, ${hash}, ${sealSubscription({ endpoint, p256dh, auth })}, ${publicKey}, ${label}, ${ctx.now}::timestamptz
        from app_user u where u.id = ${userId}::uuid
        on conflict (endpoint_hash) do update set user_id = excluded.user_id, token_version = excluded.token_version,
          subscription = excluded.subscription, public_key = excluded.public_key, label = excluded.label
        returning id, xmax = 0 as is_new`,
        Written,
      );
      if (!written) throw new Error("The browser was not written");
      if (written.is_new) {
        await demandRoom(tx, userId);
        const after = { label, service: new URL(endpoint).host };
        await audit(tx, ctx, { action: "push-browser.subscribe", subjectKind: "push-browser", subjectId: written.id, after });
        announceBrowsers(tx, ctx.now);
      }
      const [browser] = await readPushBrowsers(tx, sql`b.id = ${written.id}::uuid`);
      if (!browser) throw new DomainError("forbidden", "This account may not be told of alerts");
      return browser;
    });
  },
);

/** Nothing could ever be encrypted for a point that is not on the curve. */
function demandPoint(p256dh: string): void {
  try {
    ECDH.convertKey(p256dh, "prime256v1", "base64url", "hex", "uncompressed");
  } catch {
    const detail = "must be a public key of P-256";
    throw new DomainError("validation_failed", `p256dh: ${detail}`, { errors: [{ path: "p256dh", code: "invalid_key", detail }] });
  }
}

/** The target of a push service, made when the first browser comes from it. */
async function pushService(tx: SqlTransaction, now: Date, origin: string): Promise<string> {
  const [target] = await tx.rows(
    sql`insert into notification_target (kind, description, config, created_at)
    values ('push_service', ${`Push service ${new URL(origin).host}`}, ${JSON.stringify({ origin })}::jsonb, ${now}::timestamptz)
    on conflict ((config ->> 'origin')) where kind = 'push_service' do update set description = excluded.description returning id`,
    Id,
  );
  if (!target) throw new Error("The push service was not written");
  return target.id;
}

async function demandRoom(tx: SqlTransaction, userId: string): Promise<void> {
  const [own] = await tx.rows(sql`select count(*) as count from web_push_browser where user_id = ${userId}::uuid`, Count);
  if ((own?.count ?? 0) > mostBrowsers)
    throw new DomainError("conflict", `${mostBrowsers} of your browsers are told already: remove one that you do not use first`);
}
