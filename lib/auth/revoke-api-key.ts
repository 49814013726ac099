import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { ApiKeyIdInput, NoOutput } from "#lib/auth/schema";
import { DomainError, notFound } from "#lib/core/errors";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";

/** The key stops working with its next request, its sockets within 10 s. @throws DomainError wrong_state when it was revoked already */
export const revokeApiKey = operation(
  { name: "revokeApiKey", summary: "Revoke an API key", policy: "settings:write", input: ApiKeyIdInput, output: NoOutput },
  async (ctx, { id }) => {
    await transaction(ctx.db, async (tx) => {
      const { count } = await tx.prisma.apiKey.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: ctx.now } });
      if (count === 0) {
        const key = await tx.prisma.apiKey.findUnique({ where: { id }, select: { revokedAt: true } });
        if (!key) throw notFound("API key");
        throw new DomainError("wrong_state", "The key is revoked already", { state: { revokedAt: key.revokedAt?.toISOString() ?? null } });
      }
      const change = { before: { revokedAt: null }, after: { revokedAt: ctx.now } };
      await audit(tx, ctx, { action: "api-key.revoke", subjectKind: "api-key", subjectId: id, ...change });
      publish(tx, ctx.now, "system:key-changed", ["permission:settings:read"], { keyId: id });
    });
    return undefined;
  },
);
