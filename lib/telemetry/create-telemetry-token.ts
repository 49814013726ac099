import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { sql } from "#lib/core/sql";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { readTelemetryTokens } from "./internal/token-view.ts";
import { newTelemetryToken } from "./token.ts";
import { CreateTelemetryTokenInput, TelemetryTokenCreated } from "./token-schema.ts";

/** Makes a token with which nodes may send telemetry from anywhere; the answer is the only place that ever shows it. */
export const createTelemetryToken = operation(
  {
    name: "createTelemetryToken",
    summary: "Create a token for nodes that send telemetry",
    policy: "telemetry:write",
    input: CreateTelemetryTokenInput,
    output: TelemetryTokenCreated,
  },
  async (ctx, { name }) => {
    const { token, hash } = newTelemetryToken();
    return transaction(ctx.db, async (tx) => {
      const data = { name, tokenHash: hash, createdAt: ctx.now, createdBy: ctx.actor.label };
      const { id } = await tx.prisma.telemetryToken.create({ data, select: { id: true } });
      await audit(tx, ctx, { action: "telemetry-token.create", subjectKind: "telemetry-token", subjectId: id, after: { name } });
      publish(tx, ctx.now, "telemetry:token-changed", ["permission:telemetry:write"], { tokenId: id });
      const [view] = await readTelemetryTokens(tx, sql`where id = ${id}::uuid`);
      if (!view) throw new Error("A new token vanished in its own transaction");
      return { ...view, token };
    });
  },
);
