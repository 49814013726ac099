import { z } from "zod";
import { ApplianceIdInput } from "#lib/appliances/schema";
import { audit } from "#lib/auth/audit";
import { operation } from "#lib/auth/operation";
import { transaction } from "#lib/core/transaction";
import { publish } from "#lib/realtime/publish";
import { lockAppliance } from "./internal/lock-appliance.ts";

/** Deletes an appliance with its inventory, its capacity history and its tasks. Its token is refused from then on. */
export const deleteAppliance = operation(
  {
    name: "deleteAppliance",
    summary: "Delete an appliance with its history",
    policy: "appliances:write",
    input: ApplianceIdInput,
    output: z.undefined(),
  },
  (ctx, { id }) =>
    transaction(ctx.db, async (tx) => {
      const { name } = await lockAppliance(tx, id);
      await tx.prisma.appliance.delete({ where: { id } });
      await audit(tx, ctx, { action: "appliance.delete", subjectKind: "appliance", subjectId: id, before: { name } });
      publish(tx, ctx.now, "appliance:changed", ["permission:appliances:read"], { applianceId: id });
      return undefined;
    }),
);
