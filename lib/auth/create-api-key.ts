import { audit } from "#lib/auth/audit";
import { demandAll } from "#lib/auth/demand-all";
import { operation } from "#lib/auth/operation";
import { ApiKeyCreated, CreateApiKeyInput } from "#lib/auth/schema";
import { DomainError } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { readApiKeys } from "./internal/api-key-row.ts";
import { newApiKey } from "./internal/bearer.ts";

/**
 * Makes an API key; the answer is the only place that ever shows it.
 * @throws DomainError forbidden for permissions that the asker does not hold; validation_failed for an expiry in the past
 */
export const createApiKey = operation(
  { name: "createApiKey", summary: "Create an API key", policy: "settings:write", input: CreateApiKeyInput, output: ApiKeyCreated },
  async (ctx, { name, permissions, expiresAt }) => {
    demandAll(ctx.actor, permissions);
    const expiry = expiresAt === undefined ? null : new Date(expiresAt);
    if (expiry && expiry <= ctx.now) {
      const detail = "must be in the future";
      throw new DomainError("validation_failed", `expiresAt: ${detail}`, { errors: [{ path: "expiresAt", code: "in_the_past", detail }] });
    }
    const { key, prefix, hash } = newApiKey();
    const createdBy = ctx.actor.kind === "user" ? ctx.actor.userId : null;
    return transaction(ctx.db, async (tx) => {
      const data = { prefix, name, permissions, createdBy, createdAt: ctx.now, expiresAt: expiry };
      const { id } = await tx.prisma.apiKey.create({ data: { ...data, secretHash: hash } });
      const after = { prefix, name, permissions, expiresAt: expiry };
      await audit(tx, ctx, { action: "api-key.create", subjectKind: "api-key", subjectId: id, after });
      publish(tx, ctx.now, "system:key-changed", ["permission:settings:read"], { keyId: id });
      const [view] = await readApiKeys(tx, sql`where k.id = ${id}::uuid`);
      if (!view) throw new Error("A new API key vanished in its own transaction");
      return { ...view, key };
    });
  },
);
