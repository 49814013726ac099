import { ApplianceIdInput, ApplianceToken } from "#lib/appliances/schema";
import { newApplianceToken } from "#lib/appliances/token";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { lockAppliance } from "./internal/lock-appliance.ts";

/** A new token, answered this once. The old one is refused from the moment of the answer. */
export const rotateApplianceToken = operation(
  {
    name: "rotateApplianceToken",
    summary: "Replace the token of an appliance",
    policy: "appliances:write",
    input: ApplianceIdInput,
    output: ApplianceToken,
  },
  (ctx, { id }) =>
    transaction(ctx.db, async (tx) => {
      const { name, token_hash: before } = await lockAppliance(tx, id);
      const { token, hash } = newApplianceToken();
      await tx.prisma.appliance.update({ where: { id }, data: { tokenHash: hash } });
      await audit(tx, ctx, {
        action: "appliance.rotate-token",
        subjectKind: "appliance",
        subjectId: id,
        before: { token: Buffer.from(before).toString("hex") },
        after: { token: Buffer.from(hash).toString("hex") },
      });
      publish(tx, ctx.now, "appliance:changed", ["permission:appliances:read"], { applianceId: id });
      return { id, name, token };
    }),
);
