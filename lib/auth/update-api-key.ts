import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { ApiKey, UpdateApiKeyInput } from "#lib/auth/schema";
import { DomainError, notFound } from "#lib/core/errors";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { readApiKeys } from "./internal/api-key-row.ts";

/**
 * Gives a key another name. Audit rows that it wrote keep the name it had then.
 * @throws DomainError not_found; wrong_state for a revoked key, whose record stays as it was
 */
export const updateApiKey = operation(
  { name: "updateApiKey", summary: "Rename an API key", policy: "settings:write", input: UpdateApiKeyInput, output: ApiKey },
  async (ctx, { id, name }) =>
    transaction(ctx.db, async (tx) => {
      const [before] = await readApiKeys(tx, sql`where k.id = ${id}::uuid for update of k`);
      if (!before) throw notFound("API key");
      if (before.revokedAt) {
        throw new DomainError("wrong_state", "A revoked key keeps its name", { state: { revokedAt: before.revokedAt } });
      }
      if (before.name === name) return before;
      await tx.prisma.apiKey.update({ where: { id }, data: { name } });
      await audit(tx, ctx, {
        action: "api-key.update",
        subjectKind: "api-key",
        subjectId: id,
        before: { name: before.name },
        after: { name },
      });
      publish(tx, ctx.now, "system:key-changed", ["permission:settings:read"], { keyId: id });
      return { ...before, name };
    }),
);
