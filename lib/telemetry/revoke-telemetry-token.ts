import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { NoOutput } from "#lib/auth/schema";
import { DomainError, notFound } from "#lib/core/errors";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { TelemetryTokenIdInput } from "./token-schema.ts";

/** No socket is opened with it from now on; those that are open are closed within 10 s. @throws DomainError wrong_state when it was revoked already */
export const revokeTelemetryToken = operation(
  {
    name: "revokeTelemetryToken",
    summary: "Revoke a token for nodes that send telemetry",
    policy: "telemetry:write",
    input: TelemetryTokenIdInput,
    output: NoOutput,
  },
  async (ctx, { id }) => {
    await transaction(ctx.db, async (tx) => {
      const { count } = await tx.prisma.telemetryToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: ctx.now } });
      if (count === 0) {
        const token = await tx.prisma.telemetryToken.findUnique({ where: { id }, select: { revokedAt: true } });
        if (!token) throw notFound("Token");
        const state = { revokedAt: token.revokedAt?.toISOString() ?? null };
        throw new DomainError("wrong_state", "The token is revoked already", { state });
      }
      const change = { before: { revokedAt: null }, after: { revokedAt: ctx.now } };
      await audit(tx, ctx, { action: "telemetry-token.revoke", subjectKind: "telemetry-token", subjectId: id, ...change });
      publish(tx, ctx.now, "telemetry:token-changed", ["permission:telemetry:write"], { tokenId: id });
    });
    return undefined;
  },
);
