import { ApplianceToken, CreateApplianceInput } from "#lib/appliances/schema";
import { newApplianceToken } from "#lib/appliances/token";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";

/** Registers an appliance and answers its token this once. */
export const createAppliance = operation(
  {
    name: "createAppliance",
    summary: "Register an appliance",
    policy: "appliances:write",
    input: CreateApplianceInput,
    output: ApplianceToken,
  },
  (ctx, { name }) => {
    const { token, hash } = newApplianceToken();
    return transaction(ctx.db, async (tx) => {
      const { id } = await tx.prisma.appliance.create({ data: { name, tokenHash: hash, createdAt: ctx.now }, select: { id: true } });
      await audit(tx, ctx, { action: "appliance.create", subjectKind: "appliance", subjectId: id, after: { name } });
      publish(tx, ctx.now, "appliance:changed", ["permission:appliances:read"], { applianceId: id });
      return { id, name, token };
    });
  },
);
