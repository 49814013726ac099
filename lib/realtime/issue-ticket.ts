import { z } from "zod";
import { audit } from "#lib/auth/audit";
import type { Context } from "#lib/auth/context";
import { column } from "#lib/core/columns";
import { DomainError } from "#lib/core/errors";
import { hashSecret, newSecret } from "#lib/core/secrets";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import type { EventTicket } from "./schema.ts";

/**
 * A ticket for one plain WebSocket, for browsers: they send no headers with one, and a key does not belong into an address. It is
 * worth what its owner may do when it is shown.
 * @throws DomainError forbidden for an actor that is neither a user's session nor a key
 */
export async function issueTicket(ctx: Context): Promise<EventTicket> {
  const { actor } = ctx;
  const user = actor.kind === "user" && actor.tokenVersion !== undefined ? { id: actor.userId, version: actor.tokenVersion } : null;
  const keyId = actor.kind === "api_key" ? actor.keyId : null;
  if (!user && !keyId) throw new DomainError("forbidden", "A ticket is for somebody who is signed in, or for an API key");
  const ticket = newSecret();
  return transaction(ctx.db, async (tx) => {
    await tx.execute(sql`delete from event_ticket where expires_at < now()`);
    const [row] = await tx.rows(
      sql`insert into event_ticket (token_hash, user_id, token_version, api_key_id, expires_at)
      values (${hashSecret(ticket)}, ${user?.id ?? null}::uuid, ${user?.version ?? null}::int, ${keyId}::uuid, now() + interval '1 minute')
      returning expires_at`,
      z.object({ expires_at: column.instant }),
    );
    if (!row) throw new Error("The ticket was not written");
    await audit(tx, ctx, {
      action: "event-ticket.create",
      subjectKind: user ? "user" : "api-key",
      subjectId: user?.id ?? keyId ?? "",
      after: { expiresAt: row.expires_at },
    });
    return { ticket, expiresAt: row.expires_at.toISOString() };
  });
}
